using System.Text;
using System.Text.Json;

namespace Clt.Plugins.Sources.Files;

/// <summary>Reads a JSON object a line. Empty lines are passed over.</summary>
internal static class JsonLines
{
    public static IEnumerable<Row> Read(TextReader reader, Faults faults)
    {
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            if (!string.IsNullOrWhiteSpace(text) && Parse(text, line, faults) is { } row)
                yield return row;
        }
    }

    private static Row? Parse(string text, int line, Faults faults)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                faults.Add(
                    line,
                    $"the line is a JSON {document.RootElement.ValueKind.ToString().ToLowerInvariant()}, not an object",
                    "Write one object {…} a line."
                );
                return null;
            }

            return JsonValues.Row(line, document.RootElement);
        }
        catch (JsonException error)
        {
            var at = CharactersIn(text, error.BytePositionInLine ?? 0);
            if (NumberThatIsNone(text.AsSpan(at)) is { } word)
                faults.Add(line, $"{word} at character {at + 1} is no JSON", "Write null, or a text in quotes.");
            else
                faults.Add(
                    line,
                    $"the JSON is broken at character {at + 1}",
                    "Write one complete object {…} a line, with quotes and commas in place."
                );
            return null;
        }
        catch (InvalidOperationException)
        {
            faults.Add(line, JsonValues.HalfPair.What, JsonValues.HalfPair.Mend);
            return null;
        }
    }

    /// <summary>What Python's json writes for a number that is none, where the rest begins with it; null for anything else.</summary>
    private static string? NumberThatIsNone(ReadOnlySpan<char> rest) =>
        rest.StartsWith("NaN") ? "NaN"
        : rest.StartsWith("Infinity") || rest.StartsWith("-Infinity") ? "Infinity"
        : null;

    /// <summary>How many characters (UTF-16) so many bytes of the text are.</summary>
    private static int CharactersIn(string text, long bytes)
    {
        var all = Encoding.UTF8.GetBytes(text);
        return Encoding.UTF8.GetCharCount(all, 0, (int)Math.Min(bytes, all.Length));
    }
}
