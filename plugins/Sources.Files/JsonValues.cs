using System.Text.Json;

namespace Clt.Plugins.Sources.Files;

/// <summary>A JSON value as texts by path: <c>answers.0.text</c>. Numbers keep their digits; null has none.</summary>
internal static class JsonValues
{
    /// <summary>What is told of an object with a text that none is: such an escape (<c>\ud83d</c> alone) is JSON, but no text.</summary>
    public static readonly (string What, string Mend) HalfPair = (
        "a text has one half of a surrogate pair",
        "Cut texts between characters, not within one; or leave the line out."
    );

    /// <summary>The row of an object.</summary>
    /// <exception cref="InvalidOperationException">A text has half a surrogate pair.</exception>
    public static Row Row(int line, JsonElement element)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        Flatten(element, "", values);
        return new Row(line, values);
    }

    private static void Flatten(JsonElement element, string path, Dictionary<string, string> values)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                    Flatten(property.Value, Join(path, property.Name), values);
                break;
            case JsonValueKind.Array:
                var i = 0;
                foreach (var item in element.EnumerateArray())
                    Flatten(item, Join(path, $"{i++}"), values);
                break;
            case JsonValueKind.String:
                values[path] = element.GetString()!;
                break;
            case JsonValueKind.Null:
                break;
            default:
                values[path] = element.GetRawText();
                break;
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
