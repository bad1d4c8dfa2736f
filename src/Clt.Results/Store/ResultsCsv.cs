using System.Globalization;
using System.Text;
using Clt.Results.Statistics.Resampling;

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
            Line(text,
            [
                r.Study, r.Cell, .. axes.Select(a => r.Axes.GetValueOrDefault(a.Name, "")), r.Language, r.Group, r.Metric, r.Signature,
                Number(r.Value), Number(r.Low), Number(r.High), r.Method.Word(),
                r.N.ToString(CultureInfo.InvariantCulture), r.Seed.ToString(CultureInfo.InvariantCulture), r.Weights,
                r.OlderCode, r.Probe?.ToString(CultureInfo.InvariantCulture) ?? "",
            ]);
        }

        return text.ToString();
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, IEnumerable<string> fields) => text.AppendJoin(',', fields.Select(Field)).Append('\n');

    internal static string Field(string value) =>
        value.AsSpan().IndexOfAny(",\"\n\r") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
