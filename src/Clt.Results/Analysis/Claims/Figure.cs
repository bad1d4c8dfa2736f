using Clt.Results.Analysis.Curves;
using Clt.Results.Scores;
using Clt.Results.Tables;

namespace Clt.Results.Analysis.Claims;

/// <summary>A figure of a paper, drawn from scores: it finds nothing, it shows.</summary>
/// <param name="title">Such as <c>Figure 2: relative to English, one task</c>.</param>
/// <param name="plots">Draws it.</param>
public sealed class Figure(string title, Func<MeanScores, IReadOnlyList<PlotModel>> plots) : CurveAnalysis
{
    public override string Title => title;

    public override AnalysisResult Run(MeanScores scores) => new(Title, [], plots(scores), []);
}
