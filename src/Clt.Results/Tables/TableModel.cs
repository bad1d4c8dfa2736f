namespace Clt.Results.Tables;

/// <summary>A table that the terminal, the report and tests show alike.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows, one text a column.</param>
/// <param name="Note">How to read it; empty for none.</param>
public sealed record TableModel(string Title, IReadOnlyList<TableColumn> Columns, IReadOnlyList<TableRow> Rows, string Note = "");
