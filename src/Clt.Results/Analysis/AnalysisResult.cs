using Clt.Results.Tables;

namespace Clt.Results.Analysis;

/// <summary>The answer of an analysis.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Findings">What was found; it goes to the top of the report.</param>
/// <param name="Plots">Figures.</param>
/// <param name="Tables">The numbers behind them.</param>
public sealed record AnalysisResult(
    string Title, IReadOnlyList<Finding> Findings, IReadOnlyList<PlotModel> Plots, IReadOnlyList<TableModel> Tables)
{
    /// <summary>What the study states in advance, and whether it holds: a run ends with exit code 1 where one does not.</summary>
    public IReadOnlyList<GateResult> Gates { get; init; } = [];
}
