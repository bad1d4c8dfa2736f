namespace Clt.Results.Tables;

/// <summary>A table that the terminal, the report and tests show alike.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows, one cell a column.</param>
/// <param name="Note">How to read it; empty for none.</param>
public sealed record TableModel(string Title, IReadOnlyList<TableColumn> Columns, IReadOnlyList<TableRow> Rows, string Note = "")
{
    /// <summary>
    /// As it is printed: the note says how its intervals were made and what they cover, and those that were made otherwise than most are
    /// marked.
    /// </summary>
    public TableModel Shown()
    {
        var notes = new IntervalNotes([this]);
        return new TableModel(
            Visible.Of(Title), [.. Columns.Select(c => c with { Name = Visible.Of(c.Name) })],
            [.. Rows.Select(r => new TableRow([.. r.Values.Select(v => (TableCell)Visible.Of(v.Text.ReplaceLineEndings(" ") + notes.Mark(v.Interval)))], r.Heading))],
            Visible.Of(string.Join(' ', new[] { Note, notes.Text, OlderNote }.Where(t => t.Length > 0)), lines: true));
    }

    /// <summary>Said once, where a cell has the mark.</summary>
    private string OlderNote => Rows.Any(r => r.Cells.Any(c => c.EndsWith(OlderMark.Symbol, StringComparison.Ordinal)))
        && !Note.Contains(OlderMark.Symbol, StringComparison.Ordinal) ? $"{OlderMark.Symbol} Made by older code, as was accepted." : "";
}
