using System.Globalization;
using System.Text;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Tables;

namespace Clt.Results.Store;

/// <summary><c>results.csv</c>: UTF-8, comma, quotes where needed (RFC 4180), line feed, invariant numbers.</summary>
public static class ResultsCsv
{
    /// <summary>The header and one line a row. A cell that does not depend on an axis has an empty field there.</summary>
    public static string Text(IReadOnlyList<AxisInfo> axes, IEnumerable<ResultRow> rows)
    {
        var text = new StringBuilder();
        Line(text, ["study", "cell", .. axes.Select(a => a.Name), .. ResultRow.OwnColumns.Skip(2)]);
        foreach (var r in rows)
        {
            Line(
                text,
                [
                    r.Study,
                    r.Cell,
                    .. axes.Select(a => r.Axes.GetValueOrDefault(a.Name, "")),
                    r.Language,
                    r.Group,
                    r.Metric,
                    r.Signature,
                    Number(r.Value),
                    Number(r.Low),
                    Number(r.High),
                    r.Method.Word(),
                    r.N.ToString(CultureInfo.InvariantCulture),
                    r.Seed.ToString(CultureInfo.InvariantCulture),
                    r.Weights,
                    r.OlderCode,
                    r.Probe?.ToString(CultureInfo.InvariantCulture) ?? "",
                ]
            );
        }

        return text.ToString();
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, IEnumerable<string> fields) => text.AppendJoin(',', fields.Select(Field)).Append('\n');

    /// <summary>
    /// A field: what spreadsheets would take for a formula begins with an apostrophe, and characters that hide are shown as codes.
    /// </summary>
    internal static string Field(string value)
    {
        value = Visible.Of(value, lines: true);
        if (value is ['=' or '+' or '-' or '@' or '\t', ..] && !double.TryParse(value, CultureInfo.InvariantCulture, out _))
            value = $"'{value}";
        return value.AsSpan().IndexOfAny(",\"\n\r") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>The text of a field as it was before <see cref="Field"/>.</summary>
    internal static string Unescaped(string field) => field is ['\'', '=' or '+' or '-' or '@' or '\t', ..] ? field[1..] : field;
}
