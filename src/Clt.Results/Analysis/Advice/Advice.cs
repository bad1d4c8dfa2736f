using Clt.Results.Scores;
using Clt.Results.Tables;

namespace Clt.Results.Analysis.Advice;

/// <summary>How to spend a budget of examples, and why.</summary>
/// <param name="Options">The ways that the scores can speak of, the best predicted mean first.</param>
/// <param name="NextRuns">
/// Runs that would narrow the interval of the best option's expected score most, the most telling first: samples and share of the width
/// that goes.
/// </param>
/// <param name="Reasons">In words.</param>
public sealed record Advice(
    IReadOnlyList<AdviceOption> Options,
    IReadOnlyList<(double Samples, double Narrowing)> NextRuns,
    IReadOnlyList<string> Reasons
)
{
    /// <summary>The option that is advised.</summary>
    public AdviceOption Best => Options[0];

    /// <summary>Tables for the terminal.</summary>
    public IReadOnlyList<TableModel> Tables =>
        [
            new TableModel(
                "Allocation",
                [new("examples"), new("cost", true), new("predicted mean", true)],
                [.. Options.Select(o => new TableRow([o.Name, Format.Count((long)Math.Round(o.Cost)), Words.Cell(o.Mean)]))],
                "The first is advised. Means over the languages served."
            ),
            new TableModel(
                $"Predicted scores: {Best.Name}",
                [new("language"), new("score", true)],
                [.. Best.Scores.Select(s => new TableRow([s.Language.Name, Words.Cell(s.Score)]))]
            ),
            new TableModel(
                $"Most informative next runs: {TransferCurve.Short(Best.Curve.Trained)}",
                [new("samples per language", true), new("narrows the expected score's interval by", true)],
                [.. NextRuns.Select(r => new TableRow([Format.Count((long)r.Samples), Words.Percent(r.Narrowing)]))],
                "One further run, with a seed of its own, at these samples."
            ),
        ];
}
