using System.Globalization;
using System.Text.Json;

namespace Clt.Testing;

/// <summary>
/// Reads reference values: JSON, a row a line or a whole file. Non-finite numbers are the strings NaN, Infinity and -Infinity; null is
/// undefined.
/// </summary>
public static class GoldenRows
{
    /// <summary>The rows of a <c>.jsonl</c> file below the golden folder.</summary>
    public static IEnumerable<JsonElement> Lines(string relative) =>
        File.ReadLines(Path.Combine(SharedFolder.Golden, relative)).Where(l => l.Length > 0).Select(Parse);

    /// <summary>A whole <c>.json</c> file below the golden folder.</summary>
    public static JsonElement Whole(string relative) => Parse(File.ReadAllText(Path.Combine(SharedFolder.Golden, relative)));

    public static double Number(this JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.Null => double.NaN,
            JsonValueKind.True => 1,
            JsonValueKind.False => 0,
            _ => value.GetString() switch
            {
                "NaN" => double.NaN,
                "Infinity" => double.PositiveInfinity,
                "-Infinity" => double.NegativeInfinity,
                var text => double.Parse(text!, CultureInfo.InvariantCulture),
            },
        };

    public static double Number(this JsonElement row, string name) => row.GetProperty(name).Number();

    public static double[] Numbers(this JsonElement row) => [.. row.EnumerateArray().Select(Number)];

    public static double[] Numbers(this JsonElement row, string name) => row.GetProperty(name).Numbers();

    public static int[] Integers(this JsonElement row, string name) =>
        [.. row.GetProperty(name).EnumerateArray().Select(v => v.GetInt32())];

    public static string[] Texts(this JsonElement row) => [.. row.EnumerateArray().Select(v => v.GetString()!)];

    public static string[] Texts(this JsonElement row, string name) => row.GetProperty(name).Texts();

    public static string Text(this JsonElement row, string name) => row.GetProperty(name).GetString()!;

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
