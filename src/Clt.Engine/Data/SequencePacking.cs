namespace Clt.Engine.Data;

/// <summary>Joins sequences into rows of at most a context's length, for language modelling.</summary>
/// <remarks>Sequences of a row never attend to each other: positions restart and attention is block-diagonal.</remarks>
public static class SequencePacking
{
    /// <summary>Best-fit decreasing: longest first, each into the fullest row that still holds it, else a new row.</summary>
    /// <remarks>Of equally full rows, the one that has been so for longest, as in TRL's packing.</remarks>
    /// <param name="lengths">Lengths, each from 1 to <paramref name="maxLength"/>. Equal lengths keep their order.</param>
    /// <param name="maxLength">Length of a row.</param>
    /// <returns>Rows of indices into <paramref name="lengths"/>.</returns>
    public static IReadOnlyList<IReadOnlyList<int>> BestFitDecreasing(IReadOnlyList<int> lengths, int maxLength)
    {
        var rows = new List<List<int>>();
        // Rows by their free space, and among equals by when they came to it.
        var bySpace = new SortedSet<(int Space, int Since, int Row)>();
        var clock = 0;
        foreach (var index in Enumerable.Range(0, lengths.Count).OrderByDescending(i => lengths[i]))
        {
            var length = lengths[index];
            if (length < 1 || length > maxLength)
                throw new ArgumentOutOfRangeException(nameof(lengths), length, $"A length is outside 1..{maxLength}.");
            var fits = bySpace.GetViewBetween((length, 0, 0), (maxLength, int.MaxValue, int.MaxValue));
            if (fits.Count == 0)
            {
                bySpace.Add((maxLength - length, clock++, rows.Count));
                rows.Add([index]);
                continue;
            }

            var best = fits.Min;
            var (space, _, row) = best;
            bySpace.Remove(best);
            bySpace.Add((space - length, clock++, row));
            rows[row].Add(index);
        }

        return rows;
    }

    /// <summary>
    /// Lays all examples end to end and cuts the stream into rows of one length, as TRL's <c>wrapped</c> packing does: no token is lost,
    /// but examples of a row see each other, and one may be cut in two. Rows without a target are left out.
    /// </summary>
    /// <param name="examples">In order; at least one.</param>
    /// <param name="length">Tokens of a row, at least 2; the last row may be shorter.</param>
    /// <returns>Rows, each an example named after the first that it holds a part of.</returns>
    public static IReadOnlyList<TokenizedExample> Wrapped(IReadOnlyList<TokenizedExample> examples, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 2);
        var stream = examples.SelectMany(e => e.Ids.Select((id, t) => (Example: e, Id: id, Target: e.Targets[t])));
        var rows = new List<TokenizedExample>();
        foreach (var row in stream.Chunk(length))
        {
            if (!row.Skip(1).Any(token => token.Target))
                continue;
            var first = row[0].Example;
            rows.Add(
                new TokenizedExample(first.ItemId, first.Language, first.Task, [.. row.Select(t => t.Id)], [.. row.Select(t => t.Target)])
            );
        }

        return rows;
    }

    /// <summary>
    /// Lays texts for masking end to end, each in its frame, and cuts the stream into rows of one length. What is left behind the last full
    /// row may be no more than the end of a frame, so it is a row only where it is all there is.
    /// </summary>
    /// <param name="examples">In order; at least one, without targets, all with words or none.</param>
    /// <param name="length">Tokens of a row, at least 2.</param>
    /// <returns>Rows, each an example named after the first that it holds a part of.</returns>
    public static IReadOnlyList<EncoderExample> Wrapped(IReadOnlyList<EncoderExample> examples, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 2);
        var stream = examples.SelectMany((e, number) => e.Ids.Select((id, t) => (Number: number, Id: id, Word: e.Words?[t])));
        var rows = new List<EncoderExample>();
        foreach (var row in stream.Chunk(length))
        {
            if (row.Length < length && rows.Count > 0)
                continue;
            var first = examples[row[0].Number];
            rows.Add(
                new EncoderExample(first.ItemId, first.Language, first.Task, [.. row.Select(t => t.Id)], [])
                {
                    Words = first.Words is null ? null : Numbered([.. row.Select(t => (t.Number, t.Word))]),
                }
            );
        }

        return rows;
    }

    /// <summary>The words of several examples, numbered through the row.</summary>
    private static int?[] Numbered(IReadOnlyList<(int Example, int? Word)> tokens)
    {
        var numbers = new Dictionary<(int, int), int>();
        var words = new int?[tokens.Count];
        for (var t = 0; t < words.Length; t++)
        {
            if (tokens[t].Word is not { } word)
                continue;
            if (!numbers.TryGetValue((tokens[t].Example, word), out var number))
                numbers[(tokens[t].Example, word)] = number = numbers.Count;
            words[t] = number;
        }

        return words;
    }

    /// <summary>Cuts sequences into pieces of at most <paramref name="maxLength"/>.</summary>
    /// <returns>For each piece, its sequence, where it starts and how long it is, in order.</returns>
    public static IReadOnlyList<(int Sequence, int Start, int Length)> Pieces(IReadOnlyList<int> lengths, int maxLength)
    {
        var pieces = new List<(int, int, int)>();
        for (var i = 0; i < lengths.Count; i++)
        {
            for (var start = 0; start < lengths[i]; start += maxLength)
                pieces.Add((i, start, Math.Min(maxLength, lengths[i] - start)));
        }

        return pieces;
    }
}
