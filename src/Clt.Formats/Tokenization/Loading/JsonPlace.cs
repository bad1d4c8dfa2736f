using System.Text.Json;

namespace Clt.Formats.Tokenization.Loading;

/// <summary>A JSON value together with its file and its path in it, so that an error can say where it is.</summary>
internal readonly record struct JsonPlace(JsonElement Element, string File, string Path)
{
    /// <summary>Parses a whole file.</summary>
    /// <param name="json">The content, UTF-8.</param>
    /// <param name="file">The name that errors give.</param>
    /// <exception cref="InputException">It is not JSON; the error names line and column.</exception>
    public static JsonDocument Parse(byte[] json, string file)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            var where = $"{file}({e.LineNumber + 1},{e.BytePositionInLine + 1})";
            throw new InputException("This is not whole JSON", where, "The file may be cut short: fetch or write it again.", e);
        }
    }

    public bool IsNull => Element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    /// <summary>A member of an object, or null where it is absent or null.</summary>
    public JsonPlace? Find(string name)
    {
        if (Element.ValueKind != JsonValueKind.Object)
            throw Wrong("an object");
        try
        {
            return Element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
                ? new JsonPlace(member, File, Path.Length == 0 ? name : $"{Path}.{name}")
                : null;
        }
        catch (InvalidOperationException)
        {
            throw Error("a name in this object is not valid Unicode");
        }
    }

    public JsonPlace Get(string name) => Find(name) ?? throw Error($"'{name}' is missing");

    /// <summary>The value of "type", which says what the object is.</summary>
    public string Type => Get("type").String();

    /// <exception cref="InputException">It is no string, or one with half a surrogate pair.</exception>
    public string String()
    {
        if (Element.ValueKind != JsonValueKind.String)
            throw Wrong("a string");
        try
        {
            return Element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Error("the string is not valid Unicode");
        }
    }

    public int Int() =>
        Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out var value) ? value : throw Wrong("a whole number");

    public double Double() => Element.ValueKind == JsonValueKind.Number ? Element.GetDouble() : throw Wrong("a number");

    public bool Bool() =>
        Element.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Wrong("true or false"),
        };

    public bool Bool(string name, bool otherwise) => Find(name)?.Bool() ?? otherwise;

    public string String(string name, string otherwise) => Find(name)?.String() ?? otherwise;

    public IEnumerable<JsonPlace> Items()
    {
        if (Element.ValueKind != JsonValueKind.Array)
            throw Wrong("a list");
        var (file, path) = (File, Path);
        return Element.EnumerateArray().Select((item, i) => new JsonPlace(item, file, $"{path}[{i}]"));
    }

    public IEnumerable<(string Name, JsonPlace Value)> Members()
    {
        if (Element.ValueKind != JsonValueKind.Object)
            throw Wrong("an object");
        var (file, path) = (File, Path);
        return Element
            .EnumerateObject()
            .Select(member =>
            {
                var name = Name(member, $"{file}: {path}");
                return (name, new JsonPlace(member.Value, file, $"{path}.{name}"));
            });
    }

    public InputException Error(string what, string mend = "Mend the file or export the tokenizer again.") => new([Problem(what, mend)]);

    public Problem Problem(string what, string mend = "Mend the file or export the tokenizer again.") =>
        new(what, Path.Length == 0 ? File : $"{File}: {Path}", mend);

    private static string Name(JsonProperty member, string where)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException e)
        {
            throw new InputException("a name here is not valid Unicode", where, "Mend the file or export the tokenizer again.", e);
        }
    }

    private InputException Wrong(string expected) => Error($"{expected} is expected here, not {Kind(Element.ValueKind)}");

    private static string Kind(JsonValueKind kind) =>
        kind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => "a string",
            JsonValueKind.Number => "a number of this kind",
            JsonValueKind.True or JsonValueKind.False => "a truth value",
            _ => "nothing",
        };
}
