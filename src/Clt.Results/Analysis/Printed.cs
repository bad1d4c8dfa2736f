using Clt.Results.Scores;
using Clt.Results.Tables;

namespace Clt.Results.Analysis;

/// <summary>Printed figures of a paper, beside a study's own: a table that depends on no result.</summary>
/// <param name="title">What it shows, and whose it is.</param>
/// <param name="rows">A line a row, cells with <c>|</c> between; the first line names the columns.</param>
/// <param name="note">Where the figures stand.</param>
public sealed class Printed(string title, string rows, string note) : IAnalysis
{
    public string Title => title;

    /// <summary>True: the table stands once, however many tasks a study has.</summary>
    public bool OfAllTasks => true;

    /// <exception cref="InputException">A row has not as many cells as there are columns.</exception>
    public AnalysisResult Run(StudyResults results)
    {
        var cells = rows.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(r => r.Split('|', StringSplitOptions.TrimEntries))
            .ToList();
        var odd = cells.FindIndex(r => r.Length != cells[0].Length);
        if (odd >= 0)
            throw new InputException(
                $"row {odd + 1} of '{title}' has {cells[odd].Length} cells, not {cells[0].Length}",
                "Printed",
                "Put | between cells."
            );
        var table = new TableModel(
            title,
            [.. cells[0].Select((c, i) => new TableColumn(c, i > 0))],
            [.. cells.Skip(1).Select(r => new TableRow([.. r.Select(c => (TableCell)c)]))],
            note
        );
        return new AnalysisResult(title, [], [], [table]);
    }
}
