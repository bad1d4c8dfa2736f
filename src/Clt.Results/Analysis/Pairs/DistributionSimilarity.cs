namespace Clt.Results.Analysis.Pairs;

/// <summary>
/// Morphological similarity and the like: the cosine of how often two languages' words carry each of a set of marks, such as the
/// <c>Feature=Value</c> pairs of a treebank.
/// </summary>
/// <param name="name">The predictor's name.</param>
/// <param name="marks">The marks of each word of a language; read once a language.</param>
public sealed class DistributionSimilarity(string name, Func<Language, IEnumerable<IReadOnlyList<string>>> marks) : IPairPredictor
{
    private readonly Dictionary<string, Dictionary<string, double>> _rates = new(StringComparer.Ordinal);

    public string Name => name;

    public double Of(Language source, Language target)
    {
        var (a, b) = (Rates(source), Rates(target));
        var norms = Math.Sqrt(a.Values.Sum(v => v * v)) * Math.Sqrt(b.Values.Sum(v => v * v));
        return norms == 0 ? double.NaN : a.Sum(r => r.Value * b.GetValueOrDefault(r.Key)) / norms;
    }

    /// <summary>Marks by their number a word.</summary>
    private Dictionary<string, double> Rates(Language language)
    {
        lock (_rates)
        {
            if (_rates.TryGetValue(language.Code, out var known))
                return known;
            var (words, counts) = (0, new Dictionary<string, double>(StringComparer.Ordinal));
            foreach (var word in marks(language))
            {
                words++;
                foreach (var mark in word)
                    counts[mark] = counts.GetValueOrDefault(mark) + 1;
            }

            return _rates[language.Code] = counts.ToDictionary(c => c.Key, c => c.Value / words, StringComparer.Ordinal);
        }
    }
}
