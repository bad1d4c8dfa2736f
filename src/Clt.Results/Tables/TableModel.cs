using Clt.Results.Statistics.Resampling;

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
            Visible.Of(Title),
            [.. Columns.Select(c => c with { Name = Visible.Of(c.Name) })],
            [
                .. Rows.Select(r => new TableRow(
                    [.. r.Values.Select(v => (TableCell)Visible.Of(v.Text.ReplaceLineEndings(" ") + notes.Mark(v.Interval)))],
                    r.Heading
                )),
            ],
            Visible.Of(string.Join(' ', new[] { Note, notes.Text, OlderNote }.Where(t => t.Length > 0)), lines: true)
        );
    }

    /// <summary>Said once, where a cell has the mark.</summary>
    private string OlderNote =>
        Rows.Any(r => r.Cells.Any(c => c.EndsWith(OlderMark.Symbol, StringComparison.Ordinal)))
        && !Note.Contains(OlderMark.Symbol, StringComparison.Ordinal)
            ? $"{OlderMark.Symbol} Made by older code, as was accepted."
            : "";
}

/// <summary>A row of a table.</summary>
/// <param name="Values">One cell a column.</param>
/// <param name="Heading">Whether it starts a group of rows.</param>
public sealed record TableRow(IReadOnlyList<TableCell> Values, bool Heading = false)
{
    /// <summary>The cells' texts, without marks of their intervals.</summary>
    public IReadOnlyList<string> Cells { get; } = [.. Values.Select(v => v.Text)];
}

/// <summary>
/// A cell of a table: its text, and the confidence interval in it, from which the table's note says how intervals were made.
/// </summary>
/// <param name="Text">What is shown.</param>
/// <param name="Interval">The interval, or null.</param>
public readonly record struct TableCell(string Text, Interval? Interval = null)
{
    public static implicit operator TableCell(string text) => new(text);
}

/// <summary>A column of a table; numbers are aligned to the right.</summary>
public sealed record TableColumn(string Name, bool Number = false);
