using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Tables;

namespace Clt.Results.Analysis;

/// <summary>
/// Acceptance tests of a study: states each gate with its intervals and whether it holds. A run with a gate that does not hold ends with
/// exit code 1.
/// </summary>
public sealed class Gates(IReadOnlyList<Gate> gates) : IAnalysis
{
    public string Title => "Gates";

    /// <summary>A gate may stand on any task's scores.</summary>
    public bool OfAllTasks => true;

    public AnalysisResult Run(StudyResults results)
    {
        List<GateResult> found = [.. gates.Select(g => g.Run(results))];
        var table = new TableModel(
            "Gates",
            [new("gate"), new("score", true), new("to be above", true), new("holds")],
            [.. found.Select(g => new TableRow([g.Name, Words.Cell(g.Higher), Cell(g.Lower), g.Holds ? "yes" : "no"]))],
            "A gate holds where the score's interval lies above the whole interval of what it is to be above."
        );
        var unmet = found.Where(g => !g.Holds).Select(g => g.Name).ToList();
        List<Finding> findings = [new("", $"{found.Count - unmet.Count} of {found.Count} gates hold.")];
        if (unmet.Count > 0)
            findings.Add(new Finding("", $"these do not: {string.Join("; ", unmet)}."));
        return new AnalysisResult(Title, findings, [], [table]) { Gates = found };
    }

    private static TableCell Cell(Interval lower) =>
        lower.Method == IntervalMethod.None ? new TableCell(Format.Score(lower.Estimate)) : Words.Cell(lower);
}
