namespace Clt.Plugins.Metrics.Overlap;

/// <summary>Gives equal words of several texts equal numbers.</summary>
internal sealed class WordNumbers
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    public int[] Of(IReadOnlyList<string> words)
    {
        var numbers = new int[words.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!_numbers.TryGetValue(words[i], out numbers[i]))
                _numbers.Add(words[i], numbers[i] = _numbers.Count);
        }

        return numbers;
    }
}
