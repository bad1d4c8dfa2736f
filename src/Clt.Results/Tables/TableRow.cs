namespace Clt.Results.Tables;

/// <summary>A row of a table.</summary>
/// <param name="Cells">One text a column.</param>
/// <param name="Heading">Whether it starts a group of rows.</param>
public sealed record TableRow(IReadOnlyList<string> Cells, bool Heading = false);
