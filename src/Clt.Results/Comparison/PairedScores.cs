using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Store;

namespace Clt.Results.Comparison;

/// <summary>The item scores of a pair of runs under one metric in all languages, laid out for resampling.</summary>
/// <remarks>
/// Where both runs have the same seeds these are resampled too. Else an item's seeds are put together first: means of scores, sums of
/// statistics.
/// </remarks>
internal sealed class PairedScores
{
    private readonly IMetric? _metric;
    private readonly Dictionary<(char Side, string Language), Dictionary<string, double>> _values = [];

    /// <param name="pair">The runs; they passed <see cref="PairChecks"/>.</param>
    /// <param name="metric">The metric's name.</param>
    /// <param name="known">Metrics of that name, for those that are not means of items.</param>
    /// <exception cref="InputException">The metric is needed, but no plugin gives it.</exception>
    public PairedScores(RunPair pair, string metric, IEnumerable<IMetric> known)
    {
        var (a, b) = (PairChecks.Scores(pair.A, metric), PairChecks.Scores(pair.B, metric));
        (Languages, IsMean) = ([.. a.Select(s => s.Language).Distinct()], a[0].Statistics is null);
        _metric = known.FirstOrDefault(m => m.Info.Signature == a[0].Signature);
        if (!IsMean && _metric is null)
        {
            throw new InputException(
                $"the metric '{metric}' is a function of sums, and no plugin gives it as it was measured ({a[0].Signature})",
                pair.Title,
                "Add the plugin that the study was run with (--plugins), or compare another metric."
            );
        }

        var seeds = pair.A.Select(r => r.Seed).Order().SequenceEqual(pair.B.Select(r => r.Seed).Order());
        Add('a', pair.A, metric);
        Add('b', pair.B, metric);
        Table = ScoreTable.Of(Rows('a', pair.A, metric, seeds).Concat(Rows('b', pair.B, metric, seeds)));
    }

    /// <summary>Codes, in the order of evaluation.</summary>
    public IReadOnlyList<string> Languages { get; }

    /// <summary>Whether the metric is the mean of the items' scores.</summary>
    public bool IsMean { get; }

    /// <summary>Columns <c>a</c> and <c>b</c> of every language.</summary>
    public ScoreTable Table { get; }

    /// <summary>The name of a column.</summary>
    public static string Column(char side, string language) => $"{side}\n{language}";

    /// <summary>The metric of one side in a language.</summary>
    public double Value(Sums sums, char side, string language) =>
        IsMean ? sums.Mean(Column(side, language)) : FromSums(sums[Column(side, language)]);

    /// <summary>The metric of one side over languages, each weighing the same.</summary>
    public double Mean(Sums sums, char side, IReadOnlyList<string> languages)
    {
        var total = 0.0;
        foreach (var language in languages)
            total += Value(sums, side, language);
        return total / languages.Count;
    }

    /// <summary>The difference b - a over languages.</summary>
    public double Difference(IReadOnlyList<string> languages)
    {
        var whole = new Sums(Table, ResampledSums.Total(Table));
        return Mean(whole, 'b', languages) - Mean(whole, 'a', languages);
    }

    /// <summary>The difference b - a over languages with its interval: proportions have one even where no score varies.</summary>
    public Interval Difference(ClusterBootstrap bootstrap, IReadOnlyList<string> languages, MetricRange range, BaseSampling bases)
    {
        var (items, seeds) = (Items(languages), Table.Seeds.Count);
        var made = bootstrap.Of(s => Mean(s, 'b', languages) - Mean(s, 'a', languages), items, seeds, Covered.Scores(seeds, bases));
        if (made.Method != IntervalMethod.None || !range.IsProportion || !double.IsFinite(made.Estimate))
            return made.Within(range.Low - range.High, range.High - range.Low);
        var whole = new Sums(Table, ResampledSums.Total(Table));
        return IntervalPolicy.Difference(Mean(whole, 'b', languages), items, Mean(whole, 'a', languages), items, seeds);
    }

    /// <summary>The metric of summed statistics.</summary>
    public double FromSums(ReadOnlySpan<double> sums) =>
        IsMean ? sums[0] / sums[1] : _metric!.Aggregate([new ItemScore(double.NaN, sums.ToArray())]);

    /// <summary>
    /// Differences b - a by item, of which the mean is the difference of the scores: in one language, or over several, where an item's
    /// translations are one. Items without a score on a side are left out.
    /// </summary>
    public IReadOnlyList<double> Differences(IReadOnlyList<string> languages)
    {
        var byLanguage = languages
            .Select(l =>
                _values[('b', l)]
                    .Where(i => !double.IsNaN(i.Value) && !double.IsNaN(_values[('a', l)][i.Key]))
                    .Select(i => (Item: i.Key, Difference: i.Value - _values[('a', l)][i.Key]))
                    .ToList()
            )
            .ToList();
        var items = byLanguage.SelectMany(l => l).Select(d => d.Item).Distinct().Count();
        return
        [
            .. byLanguage
                .SelectMany(l => l.Select(d => (d.Item, Share: d.Difference * items / l.Count / languages.Count)))
                .GroupBy(d => d.Item, d => d.Share)
                .Select(g => g.Sum()),
        ];
    }

    /// <summary>Distinct items of some languages.</summary>
    public int Items(IReadOnlyList<string> languages) => languages.SelectMany(l => _values[('a', l)].Keys).Distinct().Count();

    /// <summary>Whether every item's score is 0 or 1.</summary>
    public bool IsBinary => _values.Values.SelectMany(v => v.Values).All(v => v is 0 or 1);

    private void Add(char side, IReadOnlyList<CellResult> runs, string metric)
    {
        foreach (var language in Languages)
        {
            _values[(side, language)] = PairChecks
                .Scores(runs, metric)
                .Where(s => s.Language == language)
                .SelectMany(s => s.Items.Zip(s.Values))
                .GroupBy(p => p.First, p => p.Second)
                .ToDictionary(g => g.Key, g => g.Average(), StringComparer.Ordinal);
        }
    }

    private IEnumerable<ItemResult> Rows(char side, IReadOnlyList<CellResult> runs, string metric, bool bySeed)
    {
        var rows = runs.SelectMany(r =>
            r.Scores.Where(s => s.Metric == metric)
                .SelectMany(s =>
                    s.Items.Select(
                        (item, i) => new ItemResult(Column(side, s.Language), item, bySeed ? r.Seed : 0, s.Values[i], s.Statistics?[i])
                    )
                )
        );
        return bySeed
            ? rows
            : rows.GroupBy(r => (r.Column, r.ItemId))
                .Select(g =>
                    g.First() with
                    {
                        Value = g.Average(r => r.Value),
                        Statistics = IsMean ? null : g.Select(r => r.Statistics!).Aggregate((x, y) => [.. x.Zip(y, (p, q) => p + q)]),
                    }
                );
    }
}
