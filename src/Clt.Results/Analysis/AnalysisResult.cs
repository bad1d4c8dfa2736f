using Clt.Results.Scores;
using Clt.Results.Tables;

namespace Clt.Results.Analysis;

/// <summary>The answer of an analysis.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Findings">What was found; it goes to the top of the report.</param>
/// <param name="Plots">Figures.</param>
/// <param name="Tables">The numbers behind them.</param>
public sealed record AnalysisResult(
    string Title,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<PlotModel> Plots,
    IReadOnlyList<TableModel> Tables
)
{
    /// <summary>What the study states in advance, and whether it holds: a run ends with exit code 1 where one does not.</summary>
    public IReadOnlyList<GateResult> Gates { get; init; } = [];
}

/// <summary>A sentence that states what was found and how sure it is.</summary>
/// <param name="Where">The values of the axes that it holds for, such as <c>answer = working</c>; empty for the whole study.</param>
/// <param name="Text">The sentence, without its first capital letter.</param>
public sealed record Finding(string Where, string Text)
{
    /// <summary>The sentence by itself, with a capital letter.</summary>
    public string Sentence => Text.Length == 0 ? "" : char.ToUpperInvariant(Text[0]) + Text[1..];

    public override string ToString() => Where.Length == 0 ? Sentence : $"With {Where}: {Text}";
}

/// <summary>Extension point: a question that the report answers from a study's results.</summary>
public interface IAnalysis
{
    /// <summary>Its title in the report.</summary>
    string Title { get; }

    /// <summary>Whether it reads the results of all tasks at once; else it is asked for each task by itself.</summary>
    bool OfAllTasks => false;

    /// <summary>Whether it shows scores by stage itself, so that the report does not for each run.</summary>
    bool ShowsStages => false;

    /// <summary>The answer: a finding in words, tables and plots.</summary>
    AnalysisResult Run(StudyResults results);
}
