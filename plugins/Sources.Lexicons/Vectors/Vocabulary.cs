namespace Clt.Plugins.Sources.Lexicons.Vectors;

/// <summary>Words of a text by frequency, and the draws that skip-gram makes of them.</summary>
internal sealed class Vocabulary
{
    /// <summary>Negative words are drawn by their counts to this power (Mikolov et al. 2013).</summary>
    private const double Power = 0.75;

    private readonly Dictionary<string, int> _places;
    private readonly double[] _kept;
    private readonly double[] _cumulative;

    public Vocabulary(IEnumerable<string[]> sentences, int minCount, double subsample)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in sentences.SelectMany(s => s))
            counts[word] = counts.GetValueOrDefault(word) + 1;
        var frequent = counts
            .Where(c => c.Value >= minCount)
            .OrderByDescending(c => c.Value)
            .ThenBy(c => c.Key, StringComparer.Ordinal)
            .ToList();
        Words = [.. frequent.Select(c => c.Key)];
        _places = Words.Index().ToDictionary(w => w.Item, w => w.Index, StringComparer.Ordinal);
        Total = frequent.Sum(c => (long)c.Value);
        _kept = [.. frequent.Select(c => Kept(c.Value / (double)Total, subsample))];
        _cumulative = new double[frequent.Count];
        var sum = 0.0;
        for (var i = 0; i < frequent.Count; i++)
            _cumulative[i] = sum += Math.Pow(frequent[i].Value, Power);
    }

    public IReadOnlyList<string> Words { get; }

    /// <summary>How often they occur, all together.</summary>
    public long Total { get; }

    /// <summary>The places of the words that are known.</summary>
    public int[] Of(string[] sentence) => [.. sentence.Select(w => _places.GetValueOrDefault(w, -1)).Where(w => w >= 0)];

    /// <summary>Whether subsampling leaves this occurrence in.</summary>
    public bool Keeps(int word, Rng random) => _kept[word] >= 1 || random.NextDouble() < _kept[word];

    /// <summary>A word by its smoothed frequency.</summary>
    public int Negative(Rng random)
    {
        var place = Array.BinarySearch(_cumulative, random.NextDouble() * _cumulative[^1]);
        return Math.Min(place < 0 ? ~place : place + 1, _cumulative.Length - 1);
    }

    /// <summary>As word2vec's program: <c>(√(f/t) + 1) · t/f</c>.</summary>
    private static double Kept(double frequency, double subsample) =>
        subsample == 0 ? 1 : (Math.Sqrt(frequency / subsample) + 1) * subsample / frequency;
}
