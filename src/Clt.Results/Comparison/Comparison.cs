using System.Text.Json;
using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Statistics.Testing;
using Clt.Results.Store;

namespace Clt.Results.Comparison;

/// <summary>Two stored runs side by side.</summary>
/// <param name="A">The first study, the baseline.</param>
/// <param name="B">The second.</param>
/// <param name="Test">The test.</param>
/// <param name="Correction">How p-values were adjusted.</param>
/// <param name="Alpha">The level.</param>
/// <param name="MaxDrop">The largest worsenings accepted.</param>
/// <param name="Min">What the second run must reach.</param>
/// <param name="Rows">For each metric and condition: the mean over languages, then every language.</param>
/// <param name="Notes">What the reader should know though nothing is wrong.</param>
public sealed record Comparison(
    string A,
    string B,
    PairedTestKind Test,
    Correction Correction,
    double Alpha,
    IReadOnlyList<ScoreLimit> MaxDrop,
    IReadOnlyList<ScoreLimit> Min,
    IReadOnlyList<ComparisonRow> Rows,
    IReadOnlyList<string> Notes
)
{
    /// <summary>Whether the second run is worse by more than chance or than is accepted, or below what is asked for.</summary>
    public bool Failed => Rows.Any(r => r.Verdict is Verdict.Worse or Verdict.Dropped or Verdict.BelowMinimum);

    /// <summary>The languages that moved.</summary>
    public IEnumerable<ComparisonRow> Moved => Rows.Where(r => r.Verdict != Verdict.Same && r.Language.Length > 0);

    /// <summary>Compares two runs on the same items.</summary>
    /// <param name="a">The baseline.</param>
    /// <param name="b">The other.</param>
    /// <param name="metrics">Those of <see cref="ResultSet.Measured"/>, for metrics that are not means of items.</param>
    /// <param name="options">How.</param>
    /// <exception cref="InputException">
    /// Signatures, tasks, questions, items or conditions differ, or the test is not for such scores: every problem is listed.
    /// </exception>
    public static Comparison Of(ResultSet a, ResultSet b, IEnumerable<IMetric> metrics, ComparisonOptions options)
    {
        var (pairs, notes) = RunPair.Of(a, b);
        // Without a wish each condition's first metric: tasks have metrics of their own.
        var wanted = pairs
            .SelectMany(p => Wanted(p, options).Select(n => (Pair: p, Name: n)))
            .GroupBy(w => w.Name)
            .SelectMany(g => g)
            .ToList();
        var problems = new Problems();
        var unasked = pairs.Where(p => !SameQuestions.Check(p, problems)).ToList();
        foreach (var (pair, name) in wanted)
            PairChecks.Run(pair, name, problems);
        problems.ThrowIfAny();
        var ranges = a
            .Metrics.Concat(b.Metrics)
            .GroupBy(m => m.Name)
            .ToDictionary(g => g.Key, g => g.First().Range, StringComparer.Ordinal);
        var bases = a.Bases == b.Bases ? a.Bases : BaseSampling.Mixed;
        var known = metrics.ToLookup(m => m.Info.Name, StringComparer.Ordinal);
        var rows = wanted.SelectMany(w => RowsOf(w.Pair, w.Name, known[w.Name], ranges, bases, a, options)).ToList();
        var better = a
            .Metrics.Concat(b.Metrics)
            .GroupBy(m => m.Name)
            .ToDictionary(g => g.Key, g => g.First().HigherIsBetter, StringComparer.Ordinal);
        Limits.Check(rows, better, options, problems);
        problems.ThrowIfAny();
        List<ComparisonRow> judged =
        [
            .. Adjusted(rows, options).Select(r => r with { Verdict = Judge(r, better.GetValueOrDefault(r.Metric, true), options) }),
        ];
        return new Comparison(
            a.Study,
            b.Study,
            options.Test,
            options.Correction,
            options.Alpha,
            options.MaxDrop,
            options.Min,
            judged,
            [.. notes, .. RunPair.Older(a, b), .. unasked.Count > 0 ? [NotAsked] : Array.Empty<string>()]
        );
    }

    private const string NotAsked =
        "Results of an older version do not hold what was asked: that tasks, prompts and references are the same is not checked.";

    /// <summary>Without a wish the first metric, and those of thresholds that the condition has.</summary>
    private static IEnumerable<string> Wanted(RunPair pair, ComparisonOptions options)
    {
        if (options.Metrics.Count > 0)
            return options.Metrics.Union(Limits.Metrics(options));
        var has = pair.A.Concat(pair.B).SelectMany(r => r.Scores).Select(s => s.Metric).ToHashSet(StringComparer.Ordinal);
        return Limits.Metrics(options).Where(has.Contains).Prepend(pair.A[0].Scores[0].Metric).Distinct();
    }

    /// <summary>One JSON object.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ComparisonJson.Default.Comparison);

    private static IEnumerable<ComparisonRow> RowsOf(
        RunPair pair,
        string metric,
        IEnumerable<IMetric> known,
        IReadOnlyDictionary<string, MetricRange> ranges,
        BaseSampling bases,
        ResultSet first,
        ComparisonOptions options
    )
    {
        var scores = new PairedScores(pair, metric, known);
        var named = Limits.Groups(first, scores.Languages, options);
        List<IReadOnlyList<string>> groups = [.. named.Select(g => g.Languages), .. scores.Languages.Select(l => (string[])[l])];
        if (scores.Languages.Count > 1)
            groups.Insert(0, scores.Languages);
        var means = groups.Count - scores.Languages.Count;
        var bootstrap = new ClusterBootstrap(scores.Table, new Seed(1), options.Resamples);
        var p = new PairedTest(scores, options.Test, bootstrap).P(groups);
        for (var g = 0; g < groups.Count; g++)
        {
            var languages = groups[g];
            double Difference(Sums s) => scores.Mean(s, 'b', languages) - scores.Mean(s, 'a', languages);
            var interval = scores.Difference(bootstrap, languages, ranges.GetValueOrDefault(metric, MetricRange.Any), bases);
            var whole = new Sums(scores.Table, ResampledSums.Total(scores.Table));
            var spread = Spread(Array.FindAll(bootstrap.Replicates(Difference), double.IsFinite));
            yield return new ComparisonRow(
                metric,
                pair.Title,
                g >= means ? languages[0] : "",
                scores.Items(languages),
                scores.Mean(whole, 'a', languages),
                scores.Mean(whole, 'b', languages),
                interval.Estimate,
                interval.Low,
                interval.High,
                interval.Method,
                interval.Covers,
                p[g],
                p[g],
                Power.MinimumDetectableEffect(spread, 1),
                Verdict.Same
            )
            {
                Group = g < means && g >= means - named.Count ? named[g - means + named.Count].Group : "",
            };
        }
    }

    /// <summary>Languages are one family of tests, means over languages another, means over groups a third.</summary>
    private static IEnumerable<ComparisonRow> Adjusted(List<ComparisonRow> rows, ComparisonOptions options)
    {
        var adjusted = rows.Select(r => r.P).ToArray();
        foreach (
            var family in Enumerable
                .Range(0, rows.Count)
                .Where(i => !double.IsNaN(rows[i].P))
                .GroupBy(i => (rows[i].Language.Length > 0, rows[i].Group.Length > 0))
        )
        {
            int[] places = [.. family];
            double[] p = [.. places.Select(i => rows[i].P)];
            var values = options.Correction switch
            {
                Correction.Holm => MultipleTesting.Holm(p),
                Correction.Bh => MultipleTesting.BenjaminiHochberg(p),
                Correction.None => p,
                var other => throw new ArgumentOutOfRangeException(nameof(options), other, "There is no such correction."),
            };
            for (var i = 0; i < places.Length; i++)
                adjusted[places[i]] = values[i];
        }

        return rows.Select((r, i) => r with { Adjusted = adjusted[i] });
    }

    private static Verdict Judge(ComparisonRow row, bool higherIsBetter, ComparisonOptions options)
    {
        var gain = higherIsBetter ? row.Difference : -row.Difference;
        var clear = row.Adjusted <= options.Alpha && gain != 0;
        if (clear && gain < 0)
            return Verdict.Worse;
        return Limits.Of(row, gain, options) ?? (clear ? Verdict.Better : Verdict.Same);
    }

    private static double Spread(double[] values)
    {
        if (values.Length < 2)
            return double.NaN;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }
}
