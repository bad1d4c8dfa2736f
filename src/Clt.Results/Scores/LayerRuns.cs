using System.Globalization;
using Clt.Results.Store;

namespace Clt.Results.Scores;

/// <summary>
/// Runs of cells that measured hidden states, each taken apart into one a layer, as if layers were an axis of the study: tables, figures
/// and comparisons need to know nothing of them.
/// </summary>
internal static class LayerRuns
{
    /// <summary>
    /// The runs; those of other cells as they are. Where there is one model, each of its probes is a run of its own, and intervals cover
    /// probes; of several models, the scores of a model are the means over its probes.
    /// </summary>
    public static IReadOnlyList<MeasuredRun> Of(IReadOnlyList<MeasuredRun> runs)
    {
        var models = runs.Where(r => r.Result.Scores.Any(s => s.Probe is not null))
            .GroupBy(r => (r.Task, r.Result.Kind))
            .Select(g => g.Select(r => r.Result.Seed).Distinct().Count());
        var probes = models.All(count => count == 1);
        return [.. runs.SelectMany(r => Apart(r, probes))];
    }

    /// <summary>The axes that runs have by their scores, with their values.</summary>
    public static IEnumerable<AxisInfo> Axes(IReadOnlyList<MeasuredRun> apart) =>
        AxisInfo
            .OfStates.Select(name =>
            {
                List<string> labels = [.. apart.Select(r => r.Axes.GetValueOrDefault(name)).OfType<string>().Distinct()];
                if (name != AxisInfo.Layer)
                    return new AxisInfo(name, labels, null);
                List<int> layers = [.. labels.Select(l => int.Parse(l, CultureInfo.InvariantCulture)).Order()];
                return new AxisInfo(name, [.. layers.Select(l => $"{l}")], [.. layers.Select(l => (double)l)]);
            })
            .Where(a => a.Labels.Count > 0);

    private static IEnumerable<MeasuredRun> Apart(MeasuredRun run, bool probes) =>
        run.Result.Scores.All(s => s.Axes is null)
            ? [run]
            : run
                .Result.Scores.GroupBy(s => (Key(s.Axes), Probe: probes ? s.Probe : null))
                .Select(g =>
                {
                    var axes = run
                        .Axes.Concat(g.First().Axes ?? new Dictionary<string, string>())
                        .ToDictionary(a => a.Key, a => a.Value, StringComparer.Ordinal);
                    List<ScoreRecord> scores =
                        probes || g.All(s => s.Probe is null)
                            ? [.. g.Select(s => s with { Axes = null, Probe = null })]
                            : [.. g.GroupBy(s => (s.Language, s.Metric)).Select(s => Mean([.. s]))];
                    return run with { Axes = axes, Result = run.Result with { Scores = scores, Checksum = null }, Probe = g.Key.Probe };
                });

    private static string Key(IReadOnlyDictionary<string, string>? axes) =>
        axes is null ? "" : string.Join('\n', axes.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={a.Value}"));

    /// <summary>Of the probes of one model at one place. Its interval is the mean of theirs.</summary>
    private static ScoreRecord Mean(IReadOnlyList<ScoreRecord> probes)
    {
        var first = probes[0];
        double Average(Func<ScoreRecord, double> of) => probes.Average(of);
        return first with
        {
            Axes = null,
            Probe = null,
            Value = Average(p => p.Value),
            Low = Average(p => p.Low),
            High = Average(p => p.High),
            Values = [.. first.Values.Select((_, i) => Average(p => p.Values[i]))],
            Statistics = first.Statistics is null
                ? null
                : [.. first.Statistics.Select((s, i) => (IReadOnlyList<double>)[.. s.Select((_, k) => Average(p => p.Statistics![i][k]))])],
        };
    }
}
