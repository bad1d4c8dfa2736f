using Clt.Studies.Statistics;

namespace Clt.Studies;

/// <summary>
/// Do seen and unseen languages move together while a model is trained, and does the gap between them stay as it was? Losses of held-out
/// examples at the checkpoints: Spearman's rank correlation of the two groups' means, and the change of their difference.
/// </summary>
/// <remarks>The unit is the run: rho and slope of each, then Student's t over runs. Unseen languages are measured where the recipe watches them.</remarks>
public sealed class AlongTraining : IAnalysis
{
    private const int Fewest = 4;
    private const int MostTicks = 12;

    public string Title => "Seen and unseen languages along training";

    public AnalysisResult Run(StudyResults results)
    {
        var runs = results.Finetuned.Select(r => Course.Of(r, results.Groups)).OfType<Course>().Where(c => c.Points.Count >= Fewest).ToList();
        if (runs.Count == 0)
        {
            var why = $"This needs held-out losses of seen and unseen languages at {Fewest} checkpoints or more: name the languages in .Watch(…).";
            return new AnalysisResult(Title, [new Finding("", why)], [], []);
        }

        var (rho, change) = (Mean(runs, r => r.Rho), Mean(runs, r => r.Change));
        List<Finding> findings = [new("", Together(rho)), new("", Gap(change))];
        var table = new TableModel(
            "Seen and unseen losses over checkpoints",
            [new("runs"), new("Spearman's rho", true), new("change of the gap per doubling of steps", true), new("first gap", true), new("last gap", true), new("seeds", true)],
            [.. runs.GroupBy(r => r.Title).Select(g => new TableRow(
            [
                g.Key, Words.Of(Mean(g, r => r.Rho)), Words.Of(Mean(g, r => r.Change)), Format.Score(g.Average(r => r.Points[0].Gap)),
                Format.Score(g.Average(r => r.Points[^1].Gap)), $"{g.Count()}",
            ]))],
            "The gap is the loss of unseen languages less that of seen ones, nats a token; intervals over seeds. Runs of one study share data.");
        return new AnalysisResult(Title, findings, [Plot(results, runs)], [table]);
    }

    private static Interval Mean(IEnumerable<Course> runs, Func<Course, double> value) => Estimates.Mean([.. runs.Select(value).Where(double.IsFinite)]);

    private static string Together(Interval rho) => Words.IsClear(rho)
        ? $"along training, losses of unseen languages {(rho.Estimate > 0 ? "rise and fall with" : "move against")} those of seen ones (mean rho {Words.Of(rho)}, {rho.Items} runs)."
        : $"no evidence that losses of unseen languages move with those of seen ones along training (mean rho {Words.Of(rho)}, {rho.Items} runs).";

    private static string Gap(Interval change) => Words.IsClear(change)
        ? $"the gap of the losses {(change.Estimate > 0 ? "widens" : "narrows")} by {Words.Size(change)} nats with every doubling of steps ({change.Items} runs)."
        : $"no evidence that the gap of the losses changes along training ({Words.Of(change)} nats with every doubling of steps, {change.Items} runs).";

    /// <summary>Both groups over steps, for the runs with most examples of each panel.</summary>
    private static PlotModel Plot(StudyResults results, IReadOnlyList<Course> runs)
    {
        var layout = new Layout(results);
        var shown = layout.Panels.Select(panel => (Title: Layout.Title(panel), Runs: runs.Where(r => panel.All(p => r.Axes.GetValueOrDefault(p.Key) == p.Value)).ToList()))
            .Where(p => p.Runs.Count > 0)
            .Select(p => (p.Title, Runs: p.Runs.GroupBy(r => r.Title).MaxBy(g => layout.Ticks.ToList().IndexOf(g.First().Axes.GetValueOrDefault(layout.Horizontal?.Name ?? "", "")))!)).ToList();
        int[] all = [.. shown.SelectMany(p => p.Runs).SelectMany(r => r.Points).Select(p => p.Step).Distinct().Order()];
        int[] steps = [.. all.Where((_, i) => i % ((all.Length + MostTicks - 1) / MostTicks) == 0)];
        PlotSeries Series(string group, IEnumerable<Course> of, Func<(int Step, double Seen, double Unseen, double Gap), double> value) => new(
            group, GroupFigure.Colours[group],
            [.. steps.Select((s, i) => (Tick: i, Mean: Estimates.Mean([.. of.SelectMany(r => r.Points.Where(p => p.Step == s)).Select(value)])))
                .Where(p => double.IsFinite(p.Mean.Estimate)).Select(p => new PlotPoint(p.Tick, p.Mean.Estimate, p.Mean.Low, p.Mean.High))]);
        return new PlotModel(
            "Losses of held-out examples along training", "steps", "nats a token", [.. steps.Select(s => Format.Count(s))],
            Layout.Place([.. steps.Select(s => (double)s)], steps.Length),
            [.. shown.Select(p => new PlotPanel(p.Title, [Series(LanguageGroups.Seen, p.Runs, v => v.Seen), Series(LanguageGroups.Unseen, p.Runs, v => v.Unseen)], []))],
            "Means over the languages of a group and over seeds, of the runs with most samples; bands are 95 % intervals over seeds.")
        { FromZero = false };
    }

    /// <summary>The two groups' mean losses at each checkpoint of a run that has both.</summary>
    private sealed record Course(string Title, IReadOnlyDictionary<string, string> Axes, IReadOnlyList<(int Step, double Seen, double Unseen, double Gap)> Points)
    {
        public double Rho => Correlation.Spearman([.. Points.Select(p => p.Seen)], [.. Points.Select(p => p.Unseen)]).R;

        public double Change => Estimates.Slope([.. Points.Select(p => Math.Log2(p.Step))], [.. Points.Select(p => p.Gap)]).Slope.Estimate;

        public static Course? Of(MeasuredRun run, LanguageGroups groups)
        {
            var points = (run.Result.Course ?? []).Select(p => (p.Step, Seen: Mean(p, LanguageGroups.Seen), Unseen: Mean(p, LanguageGroups.Unseen)))
                .Where(p => double.IsFinite(p.Seen + p.Unseen)).Select(p => (p.Step, p.Seen, p.Unseen, p.Unseen - p.Seen)).ToList();
            return points.Count == 0 ? null : new Course(new Condition(run.Axes, false).Title, run.Axes, points);

            double Mean(CoursePoint point, string group) => groups.Of(group).Select(l => point.Losses.GetValueOrDefault(l, double.NaN)).DefaultIfEmpty(double.NaN).Average();
        }
    }
}
