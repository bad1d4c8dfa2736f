using Clt.Results.Scores;

namespace Clt.Results.Analysis.Curves;

/// <summary>An analysis of mean scores: it serves a study's own results and a published table alike.</summary>
public abstract class CurveAnalysis : IAnalysis
{
    public abstract string Title { get; }

    /// <summary>Curves are told apart by their tasks.</summary>
    public bool OfAllTasks => true;

    /// <summary>The answer from mean scores.</summary>
    public abstract AnalysisResult Run(MeanScores scores);

    public AnalysisResult Run(StudyResults results) => Run(results.Means);

    /// <summary>An answer that says why there is none.</summary>
    protected AnalysisResult Nothing(string why) => new(Title, [new Finding("", why)], [], []);
}
