using Clt.Results.Analysis;
using Clt.Results.Analysis.Curves;
using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Store;
using Clt.Results.Tables;
using Clt.Running.Housekeeping;
using Clt.Running.Training;

namespace Clt.Running.Reports;

/// <summary>
/// Learning curves of a report: training loss, held-out loss and scores along training, means over seeds. Panels are values of the other
/// axes, lines some values of the horizontal one.
/// </summary>
/// <param name="results">The results.</param>
/// <param name="folder">The study's folder, where the logs lie.</param>
internal sealed class ReportCurves(StudyResults results, StudyFolder folder)
{
    private const int MostTicks = 40;
    private const int MostPanels = 8;

    /// <summary>There are so many colours.</summary>
    private const int MostLines = 4;

    private sealed record Line(string Name, IReadOnlyList<MeasuredRun> Runs);

    private readonly Dictionary<string, IReadOnlyList<(int, double)>> _losses = new(StringComparer.Ordinal);

    /// <summary>The figures; those of which nothing was measured are left out.</summary>
    public IReadOnlyList<PlotModel> Plots()
    {
        var layout = new Layout(results);
        var panels = layout.Panels.Take(MostPanels).Select(p => (Title: Layout.Title(p), Lines: Lines(layout, p))).ToList();
        var left = layout.Panels.Count > MostPanels ? $" The first {MostPanels} of {layout.Panels.Count} panels." : "";
        var of = layout.Horizontal is { } axis ? $" Lines are values of {axis.Name}." : "";
        PlotModel? Plot(string title, string vertical, Func<MeasuredRun, IReadOnlyList<(int Step, double Value)>> curve) =>
            Drawn(
                title,
                vertical,
                of + left,
                [.. panels.Select(p => (p.Title, p.Lines.Select(l => (l.Name, l.Runs.Select(curve).ToList())).ToList()))]
            );
        return
        [
            .. new[]
            {
                Plot("Training loss", "nats a target token", Losses),
                Plot("Held-out loss", "nats a target token", r => Course(r, p => p.Losses.Values)),
                Plot($"{results.Headline} along training", results.Headline, r => Course(r, p => Scores(p, results.Headline))),
            }.OfType<PlotModel>(),
        ];
    }

    /// <summary>The first value of the horizontal axis, the last, and some between.</summary>
    private List<Line> Lines(Layout layout, IReadOnlyDictionary<string, string> panel)
    {
        var count = Math.Min(MostLines, layout.Ticks.Count);
        var ticks = Enumerable.Range(0, count).Select(i => count == 1 ? 0 : i * (layout.Ticks.Count - 1) / (count - 1)).Distinct();
        return
        [
            .. ticks
                .Select(t => new Line(
                    layout.Horizontal is null ? "all seeds" : layout.Ticks[t],
                    [
                        .. results
                            .Finetuned.Where(r => r.Axes.All(a => Wanted(a.Key, layout.Ticks[t]) is not { } w || w == a.Value))
                            .DistinctBy(r => r.Result.Cell),
                    ]
                ))
                .Where(l => l.Runs.Count > 0),
        ];

        string? Wanted(string axis, string tick) =>
            AxisInfo.OfStates.Contains(axis) ? null
            : axis == layout.Horizontal?.Name ? tick
            : panel.GetValueOrDefault(axis);
    }

    private IReadOnlyList<(int Step, double Value)> Losses(MeasuredRun run)
    {
        var training = CellHeader.Of(folder.Cell(run.Result.Cell).ReadYaml() ?? "").Training;
        if (training.Length == 0)
            return [];
        if (!_losses.TryGetValue(training, out var losses))
            _losses[training] = losses = [.. new StepLog(folder.Cell(training).Log).Read().Select(r => (r.Step, r.Loss))];
        return losses;
    }

    private static IReadOnlyList<(int Step, double Value)> Course(MeasuredRun run, Func<CoursePoint, IEnumerable<double>> values) =>
        [
            .. (run.Result.Course ?? [])
                .Select(p => (p.Step, Value: values(p).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average()))
                .Where(p => double.IsFinite(p.Value)),
        ];

    private static IEnumerable<double> Scores(CoursePoint point, string metric) =>
        (point.Scores ?? new Dictionary<string, double>())
            .Where(s => s.Key.StartsWith($"{metric}/", StringComparison.Ordinal))
            .Select(s => s.Value);

    private static PlotModel? Drawn(
        string title,
        string vertical,
        string caption,
        IReadOnlyList<(string Title, List<(string Name, List<IReadOnlyList<(int Step, double Value)>> Runs)> Lines)> panels
    )
    {
        int[] steps =
        [
            .. panels.SelectMany(p => p.Lines).SelectMany(l => l.Runs).SelectMany(r => r.Select(p => p.Step)).Distinct().Order(),
        ];
        if (steps.Length < 2)
            return null;
        var ends = Ends(steps);
        var shown = panels
            .Select(p => new PlotPanel(
                p.Title,
                [.. p.Lines.Select((l, i) => new PlotSeries(l.Name, i, Points(l.Runs, ends))).Where(s => s.Points.Count > 0)],
                []
            ))
            .Where(p => p.Series.Count > 0);
        return new PlotModel(
            title,
            "steps",
            vertical,
            [.. ends.Select(e => Format.Count(e))],
            [.. ends.Select(e => (double)(e - ends[0]) / (ends[^1] - ends[0]))],
            [.. shown],
            $"Means over seeds{(ends.Length < steps.Length ? ", and over the steps up to each point" : "")}; "
                + $"bands are {IntervalPolicy.Percent} intervals over seeds.{caption}"
        )
        {
            FromZero = false,
        };
    }

    /// <summary>The steps, or where they are many the ends of equal stretches.</summary>
    private static int[] Ends(int[] steps) =>
        steps.Length <= MostTicks
            ? steps
            :
            [
                .. Enumerable
                    .Range(1, MostTicks)
                    .Select(i => steps[0] + (int)Math.Ceiling((double)i * (steps[^1] - steps[0]) / MostTicks))
                    .Distinct(),
            ];

    private static IReadOnlyList<PlotPoint> Points(IEnumerable<IReadOnlyList<(int Step, double Value)>> runs, int[] ends)
    {
        int Tick(int step) => Array.BinarySearch(ends, step) is var at && at >= 0 ? at : ~at;
        return
        [
            .. runs.SelectMany(r => r.GroupBy(p => Tick(p.Step)).Select(g => (Tick: g.Key, Value: g.Average(p => p.Value))))
                .GroupBy(p => p.Tick)
                .OrderBy(g => g.Key)
                .Select(g => (g.Key, Mean: Estimates.Mean([.. g.Select(p => p.Value)], "seeds")))
                .Where(p => double.IsFinite(p.Mean.Estimate))
                .Select(p => new PlotPoint(p.Key, p.Mean.Estimate, p.Mean.Low, p.Mean.High)),
        ];
    }
}
