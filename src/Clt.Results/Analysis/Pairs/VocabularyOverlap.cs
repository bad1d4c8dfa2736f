using Clt.Results.Statistics.Representation;

namespace Clt.Results.Analysis.Pairs;

/// <summary>Lexical overlap: how much two languages' texts share of their words, subwords or other units.</summary>
/// <remarks>By default the Jaccard index of the types; texts should be translations of each other, or about the same things.</remarks>
/// <param name="name">The predictor's name.</param>
/// <param name="units">The units of a language's texts, with repetitions; read once a language.</param>
/// <param name="measure">Which overlap; of the first text (source) with the second (target).</param>
public sealed class VocabularyOverlap(string name, Func<Language, IReadOnlyList<string>> units, Func<LexicalOverlap, double> measure)
    : IPairPredictor
{
    private readonly Dictionary<string, IReadOnlyList<string>> _units = new(StringComparer.Ordinal);

    public string Name => name;

    public double Of(Language source, Language target)
    {
        var (a, b) = (Units(source), Units(target));
        return a.Count == 0 || b.Count == 0 ? double.NaN : measure(new LexicalOverlap(a, b));
    }

    private IReadOnlyList<string> Units(Language language)
    {
        lock (_units)
            return _units.TryGetValue(language.Code, out var known) ? known : _units[language.Code] = units(language);
    }
}
