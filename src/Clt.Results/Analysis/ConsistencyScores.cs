using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Store;

namespace Clt.Results.Analysis;

/// <summary>Accuracy and consistency of each item over languages, by condition and prompt, resampled together.</summary>
internal sealed class ConsistencyScores
{
    private readonly Dictionary<Condition, List<string>> _prompts = [];
    private readonly Dictionary<Condition, (HashSet<string> Items, HashSet<long> Seeds)> _sizes = [];
    private readonly ClusterBootstrap? _bootstrap;
    private readonly BaseSampling _bases;

    private ConsistencyScores(StudyResults results, string prompts, int size, string metric)
    {
        _bases = results.Bases;
        List<ItemResult> items = [];
        foreach (var run in results.Runs.Where(r => r.Axes.ContainsKey(prompts)))
        {
            var axes = run.Axes.Where(a => a.Key != prompts).ToDictionary(StringComparer.Ordinal);
            var condition = new Condition(axes, run.Result.Kind == CellKind.Reference);
            var found = Items(run.Result, size, metric).ToList();
            if (found.Count == 0)
                continue;
            if (!_prompts.TryGetValue(condition, out var known))
                (_prompts[condition], _sizes[condition]) = (known = [], ([], []));
            var prompt = run.Axes[prompts];
            if (!known.Contains(prompt))
                known.Add(prompt);
            _sizes[condition].Items.UnionWith(found.Select(f => f.Item));
            _sizes[condition].Seeds.Add(run.Draw);
            foreach (var (item, right, same) in found)
            {
                items.Add(new ItemResult(Column(condition, prompt, "right"), item, run.Draw, right));
                items.Add(new ItemResult(Column(condition, prompt, "same"), item, run.Draw, same));
            }

            Languages = [.. run.Result.Scores.Where(s => s.Metric == metric).Select(s => s.Language)];
        }

        if (items.Count > 0)
            _bootstrap = new ClusterBootstrap(ScoreTable.Of(items), new Seed(1), resamples: 2000);
    }

    /// <summary>Those with all that is needed.</summary>
    public IReadOnlyList<Condition> Conditions => [.. _prompts.Keys];

    /// <summary>Codes of the languages.</summary>
    public IReadOnlyList<string> Languages { get; } = [];

    /// <summary>The metric whose values are the chosen options of an accuracy's.</summary>
    public static string ChoicesOf(string accuracy) => accuracy.Replace("acc", "choice", StringComparison.Ordinal);

    /// <param name="results">The study.</param>
    /// <param name="prompts">The axis of prompts.</param>
    /// <param name="size">How many languages must agree.</param>
    /// <param name="metric">The accuracy.</param>
    public static ConsistencyScores Of(StudyResults results, string prompts, int size, string metric) =>
        new(results, prompts, size, metric);

    /// <summary>The mean over languages, the median over prompts.</summary>
    public Interval Accuracy(Condition condition) => Of(condition, (s, p) => s.Mean(Column(condition, p, "right"))).Within(0, 1);

    /// <summary>The mean over sets of languages, the median over prompts.</summary>
    public Interval Consistency(Condition condition) => Of(condition, (s, p) => s.Mean(Column(condition, p, "same"))).Within(0, 1);

    /// <summary>The harmonic mean of both for each prompt, the median over prompts.</summary>
    public Interval Ac3(Condition condition) => Of(condition, (s, p) => Harmonic(s, condition, p)).Within(0, 1);

    /// <summary>The difference of two such medians, on the same items and seeds.</summary>
    public Interval Difference(Condition a, Condition b) =>
        _bootstrap!.Of(
            s => Median(s, a, (t, p) => Harmonic(t, a, p)) - Median(s, b, (t, p) => Harmonic(t, b, p)),
            Math.Max(_sizes[a].Items.Count, _sizes[b].Items.Count),
            Math.Max(_sizes[a].Seeds.Count, _sizes[b].Seeds.Count),
            Covered.Scores(Math.Max(_sizes[a].Seeds.Count, _sizes[b].Seeds.Count), _bases)
        );

    /// <summary>Items, prompts and seeds: <c>150 × 5 × 3</c>.</summary>
    public string Size(Condition c) => $"{_sizes[c].Items.Count} × {_prompts[c].Count} × {_sizes[c].Seeds.Count}";

    private delegate double OfPrompt(Sums sums, string prompt);

    private Interval Of(Condition c, OfPrompt value) =>
        _bootstrap!.Of(
            s => Median(s, c, value),
            _sizes[c].Items.Count,
            _sizes[c].Seeds.Count,
            Covered.Scores(_sizes[c].Seeds.Count, _bases)
        );

    private double Median(Sums sums, Condition condition, OfPrompt value)
    {
        var known = _prompts[condition];
        var values = new double[known.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = value(sums, known[i]);
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }

    private static double Harmonic(Sums sums, Condition condition, string prompt)
    {
        var (right, same) = (sums.Mean(Column(condition, prompt, "right")), sums.Mean(Column(condition, prompt, "same")));
        return right + same == 0 ? 0 : 2 * right * same / (right + same);
    }

    private static string Column(Condition condition, string prompt, string what) => $"{condition.Key}\n\n{prompt}\n{what}";

    /// <summary>Items that were answered in every language: the share of right answers, and of sets of languages that agree.</summary>
    private static IEnumerable<(string Item, double Right, double Same)> Items(CellResult result, int size, string metric)
    {
        var right = ByItem(result, metric);
        var chosen = ByItem(result, ChoicesOf(metric));
        if (right.Count < size || right.Count != chosen.Count)
            yield break;
        var sets = Sets(right.Count, size).ToList();
        foreach (var item in right[0].Keys.Where(i => right.Concat(chosen).All(l => l.ContainsKey(i))))
        {
            var options = chosen.Select(c => c[item]).ToList();
            var same = sets.Count(s => s.All(l => options[l] == options[s[0]]));
            yield return (item, right.Average(r => r[item]), (double)same / sets.Count);
        }
    }

    private static List<Dictionary<string, double>> ByItem(CellResult result, string metric) =>
        [
            .. result
                .Scores.Where(s => s.Metric == metric)
                .Select(s => s.Items.Zip(s.Values).Where(v => !double.IsNaN(v.Second)).ToDictionary(v => v.First, v => v.Second)),
        ];

    /// <summary>All sets of so many of the numbers below a bound.</summary>
    private static IEnumerable<int[]> Sets(int below, int size) =>
        size == 0
            ?
            [
                [],
            ]
            : Enumerable.Range(0, below).SelectMany(last => Sets(last, size - 1).Select(s => (int[])[.. s, last]));
}
