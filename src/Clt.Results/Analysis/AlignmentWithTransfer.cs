using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Statistics.Testing;
using Clt.Results.Store;
using Clt.Results.Tables;

namespace Clt.Results.Analysis;

/// <summary>
/// Rank correlation, over languages, of alignment with transfer: do languages whose states are more like the source's before fine-tuning
/// gain more from it? Spearman's rho at each layer of the base, Holm's correction over layers (Muller et al. 2021 ask it of CKA).
/// </summary>
/// <param name="alignment">The metric of states, by layer: <c>retrieved</c>, a CKA.</param>
/// <param name="transfer">The metric of the task after fine-tuning.</param>
public sealed class AlignmentWithTransfer(string alignment, string transfer) : IAnalysis
{
    private const int Fewest = 5;

    public string Title => $"Alignment ({alignment}) and transfer ({transfer})";

    /// <summary>What is aligned and what is transferred are different tasks.</summary>
    public bool OfAllTasks => true;

    public AnalysisResult Run(StudyResults results)
    {
        bool Measured(string metric) => results.Runs.Any(r => r.Result.Scores.Any(s => s.Metric == metric));
        if (new[] { alignment, transfer }.Where(m => !Measured(m)).ToList() is { Count: > 0 } missing)
            return new AnalysisResult(Title, [new Finding("", $"{string.Join(" and ", missing)} was not measured.")], [], []);
        var (states, scores) = (results.Sheet(alignment), results.Sheet(transfer));
        var languages = states.Languages.Intersect(scores.Languages).ToList();
        var layers = states.Conditions.Where(c => c.IsReference && c.Axes.ContainsKey(AxisInfo.Layer)).ToList();
        var trained = scores.Conditions.Where(c => !c.IsReference && !c.Axes.ContainsKey(AxisInfo.Layer)).ToList();
        if (languages.Count < Fewest || layers.Count == 0 || trained.Count == 0)
        {
            var why =
                $"This needs '{alignment}' of the base's layers and '{transfer}' after fine-tuning in at least {Fewest} languages; "
                + $"both are known in {languages.Count}.";
            return new AnalysisResult(Title, [new Finding("", why)], [], []);
        }

        var found = trained
            .SelectMany(t => layers.Select(l => (Trained: t, Layer: l, Result: Of(states, l, scores, t, languages))))
            .Where(f => double.IsFinite(f.Result.Rho.Estimate))
            .ToList();
        var p = MultipleTesting.Holm([.. found.Select(f => f.Result.P)]);
        var rows = found.Select(
            (f, i) => new TableRow([f.Trained.Title, f.Layer.Axes[AxisInfo.Layer], Words.Cell(f.Result.Rho), Words.P(p[i])])
        );
        var table = new TableModel(
            $"Spearman's correlation over languages of {alignment} before fine-tuning with {transfer} after it",
            [new("runs"), new("layer"), new("rho", true), new("p (Holm)", true)],
            [.. rows],
            $"{languages.Count} languages: {string.Join(' ', languages.Select(l => Language.Parse(l).Short))}. Layer 0 is the embeddings."
        );
        return new AnalysisResult(Title, [.. trained.Select(t => Said(t, found, p, languages.Count))], [], [table]);
    }

    private static (Interval Rho, double P) Of(
        ScoreSheet states,
        Condition layer,
        ScoreSheet scores,
        Condition trained,
        IReadOnlyList<string> languages
    ) =>
        RankCorrelation.Of(
            [.. languages.Select(l => states.Mean(layer, [l]).Estimate)],
            [.. languages.Select(l => scores.Mean(trained, [l]).Estimate)],
            "languages"
        );

    private static Finding Said(
        Condition trained,
        List<(Condition Trained, Condition Layer, (Interval Rho, double P) Result)> found,
        IReadOnlyList<double> p,
        int languages
    )
    {
        var own = found.Select((f, i) => (f.Layer, f.Result.Rho, P: p[i], f.Trained)).Where(f => f.Trained == trained).ToList();
        if (own.Count == 0)
            return new Finding(trained.Title, "all languages are alike in one of the two, so there is no correlation.");
        var (layer, rho, least, _) = own.MaxBy(f => Math.Abs(f.Rho.Estimate));
        var where = $"rho {Words.Of(rho)} at layer {layer.Axes[AxisInfo.Layer]}, p {Words.P(least)} after Holm's correction";
        return new Finding(
            trained.Title,
            own.Any(f => f.P < 0.05)
                ? $"languages that are more alike before fine-tuning transfer {(rho.Estimate > 0 ? "better" : "worse")} ({where})."
                : $"no evidence that alignment before fine-tuning tells how well {languages} languages transfer (at most {where})."
        );
    }
}
