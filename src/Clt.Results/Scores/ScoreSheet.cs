using Clt.Results.Statistics.Resampling;
using Clt.Results.Store;
using Clt.Results.Tables;

namespace Clt.Results.Scores;

/// <summary>
/// The item scores of one metric over all conditions and languages, resampled together: items and seeds are the clusters.
/// </summary>
/// <remarks>
/// Because all columns share the draws, differences and ratios of conditions or languages have the intervals of paired comparisons. Where
/// all scores are equal, resampling tells nothing: proportions have score intervals then, other metrics none.
/// </remarks>
public sealed class ScoreSheet
{
    private const double Work = 1e9;
    private readonly ClusterBootstrap _bootstrap;
    private readonly IMetric? _metric;
    private readonly MetricRange _range;
    private readonly BaseSampling _bases;
    private readonly bool _probes;
    private readonly Dictionary<string, bool> _isMean = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (HashSet<string> Items, HashSet<long> Seeds)> _sizes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (HashSet<string> Items, HashSet<long> Seeds)> _scored = new(StringComparer.Ordinal);

    private readonly HashSet<string> _older = new(StringComparer.Ordinal);

    /// <exception cref="InputException">No run has the metric, or it needs a plugin that is not there.</exception>
    public ScoreSheet(StudyResults results, string metric)
    {
        Metric = metric;
        _metric = results.Metrics.GetValueOrDefault(metric);
        (_range, _bases) = (_metric?.Info.Range ?? results.Ranges.GetValueOrDefault(metric, MetricRange.Any), results.Bases);
        _probes = results.Runs.Any(r => r.Probe is not null);
        var items = new List<ItemBlock>();
        var (conditions, languages) = (new List<Condition>(), new List<string>());
        foreach (var run in results.Runs)
        {
            var condition = new Condition(run.Axes, run.Result.Kind == CellKind.Reference);
            if (!conditions.Contains(condition))
                conditions.Add(condition);
            foreach (var score in run.Result.Scores.Where(s => s.Metric == metric))
            {
                if (!languages.Contains(score.Language))
                    languages.Add(score.Language);
                var column = Column(condition, score.Language);
                _isMean[column] = score.Statistics is null;
                if (!_sizes.TryGetValue(condition.Key, out var size))
                    _sizes[condition.Key] = size = ([], []);
                size.Items.UnionWith(score.Items);
                size.Seeds.Add(run.Draw);
                if (run.OlderCode.Count > 0)
                    _older.Add(condition.Key);
                if (!_scored.TryGetValue(column, out var scored))
                    _scored[column] = scored = ([], []);
                scored.Items.UnionWith(score.Items.Where((_, i) => score.Statistics is not null || !double.IsNaN(score.Values[i])));
                scored.Seeds.Add(run.Draw);
                items.Add(new ItemBlock(column, run.Draw, score.Items, score.Values, score.Statistics));
            }
        }

        if (_isMean.ContainsValue(false) && _metric is null)
        {
            throw new InputException(
                $"no plugin gives the metric '{metric}'",
                $"study '{results.Study}'",
                "Add the plugin that the study was run with."
            );
        }

        (Conditions, Languages) = (conditions, languages);
        var table = ScoreTable.OfBlocks(items);
        var resamples = (int)Math.Clamp(Work / ((double)table.Items.Count * table.Seeds.Count * _isMean.Count * 2), 1000, 10_000);
        _bootstrap = new ClusterBootstrap(table, new Seed(1), resamples);
    }

    public string Metric { get; }

    /// <summary>Direction of improvement; upwards where no plugin gives the metric any more.</summary>
    public bool HigherIsBetter => _metric?.Info.HigherIsBetter ?? true;

    public IReadOnlyList<Condition> Conditions { get; }

    /// <summary>Codes, in the order of evaluation.</summary>
    public IReadOnlyList<string> Languages { get; }

    /// <summary>Resamples behind an interval.</summary>
    public int Resamples => _bootstrap.Resamples;

    /// <summary>Distinct items.</summary>
    public int Items => _bootstrap.Table.Items.Count;

    /// <summary>The reference that a condition started from, where it was measured.</summary>
    public Condition? ReferenceOf(Condition condition) => Conditions.FirstOrDefault(c => c.IsReference && condition.StartsFrom(c));

    /// <summary>Whether a condition was measured in a language.</summary>
    public bool Has(Condition condition, string language) => _isMean.ContainsKey(Column(condition, language));

    /// <summary>
    /// The mean over languages of the metric under a condition, each language weighing the same; NaN where a language is missing.
    /// </summary>
    public Interval Mean(Condition condition, IReadOnlyList<string> languages)
    {
        var columns = Columns(condition, languages);
        var (items, seeds) = Behind(columns);
        var made = Of(s => Average(s, columns), columns);
        return IsBare(made) ? IntervalPolicy.Proportion(made.Estimate, items, seeds) : made.Within(_range.Low, _range.High);
    }

    /// <summary>The same mean without its interval: nothing is resampled.</summary>
    internal double Estimate(Condition condition, IReadOnlyList<string> languages)
    {
        var columns = Columns(condition, languages);
        return _bootstrap.Estimate(s => Average(s, columns));
    }

    /// <summary>The difference of two means on the same items and seeds.</summary>
    public Interval Difference(Condition a, IReadOnlyList<string> languagesOfA, Condition b, IReadOnlyList<string> languagesOfB)
    {
        var (left, right) = (Columns(a, languagesOfA), Columns(b, languagesOfB));
        double Left(Sums s) => Average(s, left);
        double Right(Sums s) => Average(s, right);
        var made = Of(s => Left(s) - Right(s), [.. left, .. right]);
        var reach = _range.High - _range.Low;
        if (!IsBare(made))
            return made.Within(-reach, reach);
        return IntervalPolicy.Difference(
            Of(Left, left).Estimate,
            Behind(left).Items,
            Of(Right, right).Estimate,
            Behind(right).Items,
            made.Seeds
        );
    }

    /// <summary>The mean over languages divided by another mean of the same condition.</summary>
    public Interval Ratio(Condition condition, IReadOnlyList<string> languages, IReadOnlyList<string> to)
    {
        var (over, under) = (Columns(condition, languages), Columns(condition, to));
        var lowest = _range.Low >= 0 ? 0 : double.NegativeInfinity;
        return Of(s => Average(s, over) / Average(s, under), [.. over, .. under]).Within(lowest, double.PositiveInfinity);
    }

    /// <summary>The difference of two such ratios.</summary>
    public Interval RatioDifference(Condition a, Condition b, IReadOnlyList<string> languages, IReadOnlyList<string> to)
    {
        var (overA, underA, overB, underB) = (Columns(a, languages), Columns(a, to), Columns(b, languages), Columns(b, to));
        return Of(
            s => (Average(s, overA) / Average(s, underA)) - (Average(s, overB) / Average(s, underB)),
            [.. overA, .. underA, .. overB, .. underB]
        );
    }

    /// <summary>
    /// A function of scores of several conditions and languages, such as a measure of a whole matrix, computed in each resample; NaN where
    /// one is missing.
    /// </summary>
    public Interval Of(IReadOnlyList<(Condition Condition, string Language)> scores, Func<double[], double> function)
    {
        (string Name, bool IsMean)[][] columns = [.. scores.Select(s => Columns(s.Condition, [s.Language]))];
        return Of(
            sums =>
            {
                var values = new double[columns.Length];
                for (var i = 0; i < values.Length; i++)
                    values[i] = Average(sums, columns[i]);
                return function(values);
            },
            [.. columns.SelectMany(c => c)]
        );
    }

    /// <summary>
    /// Several functions of scores of conditions and languages, computed together in each resample; a score that is missing is NaN.
    /// </summary>
    /// <param name="scores">What the functions see, in this order.</param>
    /// <param name="functions">One value a function, always as many.</param>
    /// <returns>One interval a function.</returns>
    public IReadOnlyList<Interval> OfEach(IReadOnlyList<(Condition Condition, string Language)> scores, Func<double[], double[]> functions)
    {
        (string Name, bool IsMean)[][] columns = [.. scores.Select(s => Columns(s.Condition, [s.Language]))];
        var (items, seeds) = Behind([.. columns.SelectMany(c => c)]);
        return _bootstrap.OfEach(
            sums =>
            {
                var values = new double[columns.Length];
                for (var i = 0; i < values.Length; i++)
                    values[i] = Average(sums, columns[i]);
                return functions(values);
            },
            items,
            seeds,
            Covered.Scores(seeds, _bases, _probes)
        );
    }

    /// <summary>The scores themselves, without intervals; NaN where one is missing.</summary>
    internal double[] Estimates(IReadOnlyList<(Condition Condition, string Language)> scores) =>
        [.. scores.Select(s => Columns(s.Condition, [s.Language])).Select(c => _bootstrap.Estimate(sums => Average(sums, c)))];

    /// <summary>Items and seeds behind a condition's numbers: <c>100 × 3</c>; marked where older code made some of them.</summary>
    public string Size(Condition condition) =>
        _sizes.TryGetValue(condition.Key, out var size)
            ? $"{size.Items.Count} × {size.Seeds.Count}{(_older.Contains(condition.Key) ? $" {OlderMark.Symbol}" : "")}"
            : "–";

    private static string Column(Condition condition, string language) => $"{condition.Key}\n{language}";

    /// <summary>The columns of a condition, or none where a language is missing: the mean is undefined then.</summary>
    private (string Name, bool IsMean)[] Columns(Condition condition, IReadOnlyList<string> languages) =>
        languages.All(l => Has(condition, l)) ? [.. languages.Select(l => Column(condition, l)).Select(c => (c, _isMean[c]))] : [];

    private Interval Of(Statistic statistic, (string Name, bool IsMean)[] columns)
    {
        var (items, seeds) = Behind(columns);
        return columns.Length == 0
            ? IntervalPolicy.None(double.NaN, "it was not measured")
            : _bootstrap.Of(statistic, items, seeds, Covered.Scores(seeds, _bases, _probes));
    }

    /// <summary>Distinct items with a score, an item's translations counting once, and seeds.</summary>
    private (int Items, int Seeds) Behind((string Name, bool IsMean)[] columns)
    {
        var scored = columns.Select(c => c.Name).Distinct().Select(c => _scored[c]).ToList();
        // Seeds may be adaptive: an interval is as wide as the fewest of what varies by seed make it.
        var seeds = scored.Select(s => s.Seeds.Count).ToList();
        var several = seeds.Where(n => n > 1).DefaultIfEmpty(seeds.DefaultIfEmpty().Max()).Min();
        return (scored.SelectMany(s => s.Items).Distinct().Count(), several);
    }

    /// <summary>Whether a proportion has no interval from resampling though it is defined.</summary>
    private bool IsBare(Interval made) => made.Method == IntervalMethod.None && _range.IsProportion && double.IsFinite(made.Estimate);

    private double Average(Sums sums, (string Name, bool IsMean)[] columns)
    {
        var total = 0.0;
        foreach (var (name, isMean) in columns)
        {
            total += isMean ? sums.Mean(name) : _metric!.Aggregate([new ItemScore(double.NaN, sums[name].ToArray())]);
        }

        return columns.Length == 0 ? double.NaN : total / columns.Length;
    }
}
