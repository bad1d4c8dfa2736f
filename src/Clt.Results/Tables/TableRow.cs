namespace Clt.Results.Tables;

/// <summary>A row of a table.</summary>
/// <param name="Values">One cell a column.</param>
/// <param name="Heading">Whether it starts a group of rows.</param>
public sealed record TableRow(IReadOnlyList<TableCell> Values, bool Heading = false)
{
    /// <summary>The cells' texts, without marks of their intervals.</summary>
    public IReadOnlyList<string> Cells { get; } = [.. Values.Select(v => v.Text)];
}
