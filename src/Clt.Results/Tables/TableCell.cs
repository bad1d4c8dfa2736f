using Clt.Results.Statistics.Resampling;

namespace Clt.Results.Tables;

/// <summary>
/// A cell of a table: its text, and the confidence interval in it, from which the table's note says how intervals were made.
/// </summary>
/// <param name="Text">What is shown.</param>
/// <param name="Interval">The interval, or null.</param>
public readonly record struct TableCell(string Text, Interval? Interval = null)
{
    public static implicit operator TableCell(string text) => new(text);
}
