using System.IO.Compression;

namespace Clt.Results.Statistics.Typology;

/// <summary>Features of languages from a table of URIEL as lang2vec distributes it (Littell et al. 2017).</summary>
public sealed class FeatureTable
{
    private readonly Dictionary<string, double[]> _rows;
    private readonly string[] _features;
    private readonly string[] _sources;

    private FeatureTable(string[] features, string[] sources, Dictionary<string, double[]> rows) =>
        (_features, _sources, _rows) = (features, sources, rows);

    public IReadOnlyList<string> Sources => _sources;

    /// <summary>
    /// Reads the rows of some languages from <c>features.npz</c>, <c>feature_averages.npz</c> or <c>family_features.npz</c>.
    /// </summary>
    /// <param name="languages">ISO 639-3 codes; those that the table lacks are left out.</param>
    /// <exception cref="InputException">The file is missing or damaged.</exception>
    public static FeatureTable Load(string path, IReadOnlySet<string> languages)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            using var features = new NpzArray(archive, "feats");
            using var sources = new NpzArray(archive, "sources");
            using var codes = new NpzArray(archive, "langs");
            using var data = new NpzArray(archive, "data");
            var rows = new Dictionary<string, double[]>(StringComparer.Ordinal);
            foreach (var code in codes.Texts())
            {
                var row = data.NextRow();
                if (languages.Contains(code))
                    rows[code] = row;
            }

            return new FeatureTable(features.Texts(), sources.Texts(), rows);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"the table of features cannot be read ({e.Message})",
                path,
                "Give a table of lang2vec, such as features.npz.",
                e
            );
        }
    }

    public bool Has(string language) => _rows.ContainsKey(language);

    /// <summary>A language's features whose names begin with a prefix; NaN where unknown.</summary>
    /// <param name="prefix"><c>S_</c> (syntax), <c>P_</c> (phonology), <c>INV_</c> (inventory), <c>F_</c> (families).</param>
    /// <param name="source">A source's name, or null for the greatest known value of all sources.</param>
    public double[] Vector(string language, string prefix, string? source = null)
    {
        var row = _rows[language];
        var column = source is null ? -1 : Array.IndexOf(_sources, source);
        return
        [
            .. from f in Enumerable.Range(0, _features.Length)
            where _features[f].StartsWith(prefix, StringComparison.Ordinal)
            let cells = row.AsSpan(f * _sources.Length, _sources.Length).ToArray()
            let value = source is null ? cells.Max() : cells[column]
            select value < 0 ? double.NaN : value,
        ];
    }
}
