using System.Runtime.CompilerServices;
using Clt.Results.Store;

namespace Clt.Results.Scores;

/// <summary>All results of a study, for analyses.</summary>
/// <param name="Study">Its name.</param>
/// <param name="Axes">Its axes.</param>
/// <param name="Groups">The group of each language.</param>
/// <param name="Runs">Measured points: references first.</param>
/// <param name="Metrics">The metrics, by name, for those that are not means of items.</param>
/// <param name="Missing">Points without results: number of cells that failed or were not run.</param>
public sealed record StudyResults(
    string Study,
    IReadOnlyList<AxisInfo> Axes,
    LanguageGroups Groups,
    IReadOnlyList<MeasuredRun> Runs,
    IReadOnlyDictionary<string, IMetric> Metrics,
    int Missing
)
{
    // Beside the record, since a copy with other runs must not share them.
    private static readonly ConditionalWeakTable<StudyResults, Dictionary<string, ScoreSheet>> Sheets = [];

    /// <summary>The runs as their cells keep them, before layers and probes were taken apart.</summary>
    public IReadOnlyList<MeasuredRun> Whole { get; init; } = Runs;

    /// <summary>The mean of every run and language under the headline metric, or the scores of a published table.</summary>
    public MeanScores Means { get; init; } = new([]);

    /// <summary>How the study's bases were drawn.</summary>
    public BaseSampling Bases { get; init; }

    /// <summary>Ranges of metrics that no plugin gives any more, by name.</summary>
    public IReadOnlyDictionary<string, MetricRange> Ranges { get; init; } = new Dictionary<string, MetricRange>();

    /// <summary>The fine-tuned models' runs.</summary>
    public IEnumerable<MeasuredRun> Finetuned => Runs.Where(r => r.Result.Kind == CellKind.Finetune);

    /// <summary>The bases' runs.</summary>
    public IEnumerable<MeasuredRun> References => Runs.Where(r => r.Result.Kind == CellKind.Reference);

    /// <summary>The headline metric: the first of the first run.</summary>
    public string Headline => Runs.Count == 0 || Runs[0].Result.Scores.Count == 0 ? "" : Runs[0].Result.Scores[0].Metric;

    /// <summary>
    /// The results of each measured task by itself, in the order of their first runs: tasks have metrics and scales of their own. Axes keep
    /// the values that the task's runs have.
    /// </summary>
    public IReadOnlyList<(string Task, StudyResults Results)> ByTask()
    {
        var tasks = Runs.Select(r => r.Task).Distinct().ToList();
        return tasks.Count < 2 ? [(tasks.FirstOrDefault(""), this)] : [.. tasks.Select(t => (t, Only(t)))];
    }

    private StudyResults Only(string task)
    {
        var runs = Runs.Where(r => r.Task == task).ToList();
        var axes = Axes.Select(a => a.Of([.. runs.Select(r => r.Axes.GetValueOrDefault(a.Name)).OfType<string>()]))
            .Where(a => a.Labels.Count > 0);
        return this with
        {
            Runs = runs,
            Axes = [.. axes],
            Means = new MeanScores([.. Means.Rows.Where(r => r.Task == task)], Means.Metric),
        };
    }

    /// <summary>The item scores of a metric, made once.</summary>
    /// <exception cref="InputException">No run has the metric, or it needs a plugin that is not there.</exception>
    public ScoreSheet Sheet(string metric)
    {
        var made = Sheets.GetOrCreateValue(this);
        lock (made)
            return made.TryGetValue(metric, out var sheet) ? sheet : made[metric] = new ScoreSheet(this, metric);
    }

    /// <summary>One row a run, language and metric.</summary>
    public IEnumerable<ResultRow> Rows() =>
        Runs.SelectMany(r =>
            r.Result.Scores.Select(s => new ResultRow(
                Study,
                r.Result.Cell,
                r.Axes,
                s.Language,
                Groups[s.Language],
                s.Metric,
                s.Signature,
                s.Value,
                s.Low,
                s.High,
                s.Method,
                s.Items.Count,
                r.Result.Seed,
                r.Result.Weights,
                string.Join("; ", r.OlderCode),
                r.Probe
            ))
        );
}
