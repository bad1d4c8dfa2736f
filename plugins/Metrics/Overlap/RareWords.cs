using System.Text.RegularExpressions;
using Clt.Plugins.Metrics.Core;

namespace Clt.Plugins.Metrics.Overlap;

/// <summary>
/// Recall of rare words: of a reference's words that a source's training texts have seldom or never, the share that the output has too
/// (compare-mt's buckets of frequency, Neubig et al. 2019, of recall alone). The mean over items that have such words.
/// </summary>
/// <remarks>
/// Words are runs of letters and marks in lower case; each counts as often as it stands on both sides. Of several references the first
/// counts.
/// </remarks>
internal sealed partial class RareWords : MeanMetric, IBatchMetric
{
    private readonly ISource _source;
    private readonly int _most;
    private readonly string _field;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<string, int>> _counts = new(StringComparer.Ordinal);

    /// <param name="source">Its training part is counted in the language of the answer.</param>
    /// <param name="most">Words that occur there so often at most are rare.</param>
    /// <param name="field">The field of a text.</param>
    /// <exception cref="InputException">The number is below 0.</exception>
    public RareWords(ISource source, int most, string field)
    {
        if (most < 0)
            throw new InputException($"most is {most}", "RareWords, most", "Give 0 for words that were never seen, or more.");
        (_source, _most, _field) = (source, most, field);
        Info = new MetricInfo(
            "rare-words",
            $"rare-words|of:{source.Info.Name} {string.Join(' ', source.Info.SettingLines())}|field:{field}|most:{most}|v:1",
            "Recall of the references' words that training texts have seldom (0 to 1); an empty output gets 0"
        )
        {
            Range = MetricRange.Proportion,
        };
    }

    public override MetricInfo Info { get; }

    public string Cost(long items) => $"reads the training texts of {_source.Info.Name}, once a language";

    /// <exception cref="InvalidOperationException">Always: it reads its source where many are scored.</exception>
    public override ItemScore Score(Prediction prediction) =>
        throw new InvalidOperationException("Texts are counted where the items of a language are scored together.");

    public IReadOnlyList<ItemScore> Score(IReadOnlyList<Prediction> predictions, MetricContext context) =>
        [.. predictions.Select(p => Score(p, Counts(p.Language.To, context)))];

    private ItemScore Score(Prediction prediction, Dictionary<string, int> counts)
    {
        References.Check(prediction, Info.Name);
        List<string> rare = [.. Words(prediction.References[0]).Where(w => counts.GetValueOrDefault(w) <= _most)];
        if (rare.Count == 0)
            return new ItemScore(double.NaN);
        var written = Words(prediction.Output).CountBy(w => w).ToDictionary();
        var found = rare.CountBy(w => w).Sum(w => Math.Min(w.Value, written.GetValueOrDefault(w.Key)));
        return new ItemScore(found / (double)rare.Count);
    }

    private Dictionary<string, int> Counts(Language language, MetricContext context)
    {
        lock (_lock)
        {
            if (_counts.TryGetValue(language.Code, out var known))
                return known;
            var request = new SourceRequest(language, Split.Train, new SourceContext(context.CacheFolder, context.Report, context.Cancel));
            return _counts[language.Code] = _source.Read(request).SelectMany(r => Words(r[_field])).CountBy(w => w).ToDictionary();
        }
    }

    private static IEnumerable<string> Words(string text) => Word().Matches(text).Select(m => m.Value.ToLowerInvariant());

    [GeneratedRegex(@"[\p{L}\p{M}]+")]
    private static partial Regex Word();
}
