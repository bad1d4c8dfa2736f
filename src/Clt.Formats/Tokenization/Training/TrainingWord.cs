namespace Clt.Formats.Tokenization.Training;

/// <summary>A word of the corpus as symbols that shrink while pairs merge.</summary>
internal sealed class TrainingWord(int[] symbols, long count)
{
    private readonly int[] _symbols = symbols;

    public int Length { get; private set; } = symbols.Length;

    public long Count => count;

    public int this[int index] => _symbols[index];

    /// <summary>
    /// Replaces each (left, right), from the left, by <paramref name="merged"/>, and reports the pairs that go (-1) and come (+1).
    /// </summary>
    public void Merge(int left, int right, int merged, List<(long Pair, int Change)> changes)
    {
        var write = 0;
        for (var read = 0; read < Length; write++)
        {
            if (read + 1 >= Length || _symbols[read] != left || _symbols[read + 1] != right)
            {
                _symbols[write] = _symbols[read++];
                continue;
            }

            if (write > 0)
            {
                changes.Add((Pairs.Of(_symbols[write - 1], left), -1));
                changes.Add((Pairs.Of(_symbols[write - 1], merged), 1));
            }

            if (read + 2 < Length)
            {
                // Where the same pair follows, its own turn reports what stands between the two merged symbols.
                changes.Add((Pairs.Of(right, _symbols[read + 2]), -1));
                changes.Add((Pairs.Of(merged, _symbols[read + 2]), 1));
            }

            _symbols[write] = merged;
            read += 2;
        }

        Length = write;
    }
}
