using System.Text.Json;

namespace Clt.Plugins.Sources.Files;

/// <summary>Reads a JSON list of objects, <c>[{…}, {…}]</c>, one at a time; a row's line is its place in the list.</summary>
internal static class JsonList
{
    public static IEnumerable<Row> Read(Stream stream, Faults faults)
    {
        using var elements = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(stream).ToBlockingEnumerable().GetEnumerator();
        for (var place = 1; Next(elements, place, faults) is { } element; place++)
        {
            if (Parse(element, place, faults) is { } row)
                yield return row;
        }
    }

    /// <summary>Null at the end, and where the text is broken: what follows cannot be told apart.</summary>
    private static JsonElement? Next(IEnumerator<JsonElement> elements, int place, Faults faults)
    {
        try
        {
            return elements.MoveNext() ? elements.Current : null;
        }
        catch (JsonException error)
        {
            var where = error.LineNumber is { } line ? $" at line {line + 1}, byte {error.BytePositionInLine + 1}" : "";
            faults.Add(place, $"the JSON is broken{where}", "Write a list of objects, [{…}, {…}], with quotes and commas in place.");
            return null;
        }
    }

    private static Row? Parse(JsonElement element, int place, Faults faults)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add(place, $"a JSON {element.ValueKind.ToString().ToLowerInvariant()} stands in the list", "Write objects {…} alone.");
            return null;
        }

        try
        {
            return JsonValues.Row(place, element);
        }
        catch (InvalidOperationException)
        {
            faults.Add(place, JsonValues.HalfPair.What, JsonValues.HalfPair.Mend);
            return null;
        }
    }
}
