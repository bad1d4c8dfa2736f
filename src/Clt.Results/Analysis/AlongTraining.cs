using Clt.Results.Analysis.Curves;
using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Statistics.Testing;
using Clt.Results.Store;
using Clt.Results.Tables;

namespace Clt.Results.Analysis;

/// <summary>
/// Do seen and unseen languages move together while a model is trained, and does the gap between them stay as it was? Losses of held-out
/// examples at the checkpoints, and scores of held-out items where the recipe measures them too (<c>evaluateEvery</c>): Spearman's rank
/// correlation of the two groups' means, and the change of their difference.
/// </summary>
/// <remarks>
/// The unit is the run: rho and slope of each, then Student's t over runs. Unseen languages are measured where the recipe watches them.
/// </remarks>
public sealed class AlongTraining : IAnalysis
{
    private const int Fewest = 4;
    private const int MostTicks = 12;

    public string Title => "Seen and unseen languages along training";

    public AnalysisResult Run(StudyResults results)
    {
        CourseMeasure[] measures =
        [
            CourseMeasure.Losses,
            .. results.Headline.Length > 0 ? [CourseMeasure.Scores(results.Headline)] : (CourseMeasure[])[],
        ];
        var followed = measures
            .Select(m =>
                (
                    Measure: m,
                    Runs: results
                        .Finetuned.Select(r => TrainingCourse.Of(r, results.Groups, m))
                        .Where(c => c.Points.Count >= Fewest)
                        .ToList()
                )
            )
            .Where(f => f.Runs.Count > 0)
            .ToList();
        if (followed.Count == 0)
        {
            var why =
                $"This needs held-out losses of seen and unseen languages at {Fewest} checkpoints or more: name the languages in "
                + $".Watch(…).";
            return new AnalysisResult(Title, [new Finding("", why)], [], []);
        }

        return new AnalysisResult(
            Title,
            [.. followed.SelectMany(f => Findings(f.Measure, f.Runs))],
            [.. followed.Select(f => Plot(results, f.Measure, f.Runs))],
            [.. followed.Select(f => Table(f.Measure, f.Runs))]
        );
    }

    private static Interval Mean(IEnumerable<TrainingCourse> runs, Func<TrainingCourse, double> value) =>
        Estimates.Mean([.. runs.Select(value).Where(double.IsFinite)], "runs");

    /// <summary>The mean correlation; what of its interval no correlation can be is cut off.</summary>
    private static Interval Rho(IEnumerable<TrainingCourse> runs)
    {
        var mean = Mean(runs, r => r.Rho);
        return mean.Within(-1, 1);
    }

    private static IEnumerable<Finding> Findings(CourseMeasure measure, IReadOnlyList<TrainingCourse> runs)
    {
        var (rho, change) = (Rho(runs), Mean(runs, r => r.Change));
        var (rhoIsClear, rhoRuns) = Judged(rho, runs.Select(r => r.Rho));
        yield return new Finding(
            "",
            rhoIsClear
                ? $"along training, {measure.What} of unseen languages {(rho.Estimate > 0 ? "rise and fall with" : "move against")} "
                    + $"those of seen ones "
                    + $"(mean rho {Words.Of(rho)}, {rhoRuns})."
                : $"no evidence that {measure.What} of unseen languages move with those of seen ones along training (mean rho "
                    + $"{Words.Of(rho)}, "
                    + $"{rhoRuns})."
        );
        var (changeIsClear, changeRuns) = Judged(change, runs.Select(r => r.Change));
        yield return new Finding(
            "",
            changeIsClear
                ? $"the gap of the {measure.What} {(change.Estimate > 0 ? "widens" : "narrows")} by {Words.Size(change)}{measure.Unit} "
                    + $"with every doubling "
                    + $"of steps ({changeRuns})."
                : $"no evidence that the gap of the {measure.What} changes along training ({Words.Of(change)}{measure.Unit} with every "
                    + $"doubling of "
                    + $"steps, {changeRuns})."
        );
    }

    /// <summary>
    /// Whether a mean over runs is clear, and the runs in words. Where it is the same in every run it has no interval; the runs' signs are
    /// independent all the same.
    /// </summary>
    private static (bool IsClear, string Runs) Judged(Interval mean, IEnumerable<double> values)
    {
        var runs = $"{mean.Items} runs";
        if (mean.Method != IntervalMethod.None || !double.IsFinite(mean.Estimate))
            return (Words.IsClear(mean), runs);
        var p = PairedTests.Sign([.. values.Where(double.IsFinite)]).P;
        return (p < 1 - IntervalPolicy.Level, $"{runs}, p {Words.P(p)} by their signs");
    }

    private static TableModel Table(CourseMeasure measure, IReadOnlyList<TrainingCourse> runs) =>
        new(
            $"Seen and unseen {measure.What} over checkpoints",
            [
                new("runs"),
                new("Spearman's rho", true),
                new("change of the gap per doubling of steps", true),
                new("first gap", true),
                new("last gap", true),
                new("seeds", true),
            ],
            [
                .. runs.GroupBy(r => r.Title)
                    .Select(g => new TableRow([
                        g.Key,
                        Words.Cell(Rho(g)),
                        Words.Cell(Mean(g, r => r.Change)),
                        Format.Score(g.Average(r => r.Points[0].Gap)),
                        Format.Score(g.Average(r => r.Points[^1].Gap)),
                        $"{g.Count()}",
                    ])),
            ],
            $"The gap is how far {measure.What} of unseen languages are behind those of seen ones. Runs of one study share data."
        );

    /// <summary>Both groups over steps, for the runs with most examples of each panel.</summary>
    private static PlotModel Plot(StudyResults results, CourseMeasure measure, IReadOnlyList<TrainingCourse> runs)
    {
        var layout = new Layout(results);
        var shown = layout
            .Panels.Select(panel =>
                (Title: Layout.Title(panel), Runs: runs.Where(r => panel.All(p => r.Axes.GetValueOrDefault(p.Key) == p.Value)).ToList())
            )
            .Where(p => p.Runs.Count > 0)
            .Select(p =>
                (
                    p.Title,
                    Runs: p.Runs.GroupBy(r => r.Title)
                        .MaxBy(g => layout.Ticks.ToList().IndexOf(g.First().Axes.GetValueOrDefault(layout.Horizontal?.Name ?? "", "")))!
                )
            )
            .ToList();
        int[] all = [.. shown.SelectMany(p => p.Runs).SelectMany(r => r.Points).Select(p => p.Step).Distinct().Order()];
        int[] steps = [.. all.Where((_, i) => i % ((all.Length + MostTicks - 1) / MostTicks) == 0)];
        PlotSeries Series(
            string group,
            IEnumerable<TrainingCourse> of,
            Func<(int Step, double Seen, double Unseen, double Gap), double> value
        ) =>
            new(
                group,
                GroupFigure.Colours[group],
                [
                    .. steps
                        .Select(
                            (s, i) =>
                                (
                                    Tick: i,
                                    Mean: Estimates.Mean([.. of.SelectMany(r => r.Points.Where(p => p.Step == s)).Select(value)], "seeds")
                                )
                        )
                        .Where(p => double.IsFinite(p.Mean.Estimate))
                        .Select(p => new PlotPoint(p.Tick, p.Mean.Estimate, p.Mean.Low, p.Mean.High)),
                ]
            );
        return new PlotModel(
            $"Held-out {measure.What} along training",
            "steps",
            measure.Axis,
            [.. steps.Select(s => Format.Count(s))],
            Layout.Place([.. steps.Select(s => (double)s)], steps.Length),
            [
                .. shown.Select(p => new PlotPanel(
                    p.Title,
                    [Series(LanguageGroups.Seen, p.Runs, v => v.Seen), Series(LanguageGroups.Unseen, p.Runs, v => v.Unseen)],
                    []
                )),
            ],
            $"Means over the languages of a group and over seeds, of the runs with most samples; bands are "
                + $"{IntervalPolicy.Percent} intervals over seeds."
        )
        {
            FromZero = false,
        };
    }
}
