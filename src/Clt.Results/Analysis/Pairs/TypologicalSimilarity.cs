using Clt.Results.Statistics.Typology;

namespace Clt.Results.Analysis.Pairs;

/// <summary>
/// Typological similarity: the cosine of two languages' vectors in URIEL (Littell et al. 2017) over the features known for both.
/// </summary>
/// <remarks>
/// Syntax, phonology and inventory are the means of all sources, as lang2vec's <c>*_average</c>; family is membership of families.
/// </remarks>
/// <param name="name">The predictor's name.</param>
/// <param name="folder">The folder of lang2vec's tables.</param>
/// <param name="table">The table's name without its ending.</param>
/// <param name="prefix">What the names of the features begin with.</param>
public sealed class TypologicalSimilarity(string name, string folder, string table, string prefix) : IPairPredictor
{
    private readonly Dictionary<string, double[]?> _vectors = new(StringComparer.Ordinal);

    public string Name => name;

    /// <exception cref="InputException">The table is missing or damaged.</exception>
    public double Of(Language source, Language target) =>
        Vector(source) is { } a && Vector(target) is { } b ? FeatureDistance.Between(a, b).Cosine : double.NaN;

    /// <summary>
    /// The vector of a language, or of the individual language that usually stands for it; null where nothing of it is known.
    /// </summary>
    private double[]? Vector(Language language)
    {
        lock (_vectors)
        {
            if (_vectors.TryGetValue(language.Iso639, out var known))
                return known;
            string[] codes = [language.Iso639, Individual(language.Iso639)];
            var features = FeatureTable.Load(Path.Combine(folder, table + ".npz"), codes.ToHashSet(StringComparer.Ordinal));
            // As lang2vec gives means: with four decimals.
            var vectors = codes.Where(features.Has).Select(c => features.Vector(c, prefix).Select(v => Math.Round(v, 4)).ToArray());
            return _vectors[language.Iso639] = vectors.FirstOrDefault(v => v.Any(double.IsFinite));
        }
    }

    /// <summary>The individual language of a macrolanguage: Mandarin, Standard Arabic, Standard Estonian and so on.</summary>
    private static string Individual(string code) =>
        code switch
        {
            "zho" => "cmn",
            "ara" => "arb",
            "est" => "ekk",
            "lav" => "lvs",
            "msa" => "zsm",
            "swa" => "swh",
            "fas" => "pes",
            "nor" => "nob",
            "uzb" => "uzn",
            "aze" => "azj",
            "mon" => "khk",
            "nep" => "npi",
            "ori" => "ory",
            "mlg" => "plt",
            _ => code,
        };
}
