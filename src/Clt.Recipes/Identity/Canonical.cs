using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Clt.Recipes.Identity;

/// <summary>Canonical text of settings: YAML with keys in the order given, every string in double quotes, invariant numbers.</summary>
/// <remarks>The text is what is hashed and what is stored, so <c>sha256sum cell.yaml</c> starts with the cell's name.</remarks>
public static class Canonical
{
    private static readonly JsonSerializerOptions Quoting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Ordered fields; a value is a string, number, truth value, null, list, or fields again.</summary>
    public static string Yaml(IReadOnlyList<(string Key, object? Value)> fields)
    {
        var text = new StringBuilder();
        Fields(text, fields, 0, false);
        return text.ToString();
    }

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of the text's UTF-8 bytes.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    /// <summary>Fields of a dictionary, by ordinal order of their keys.</summary>
    public static IReadOnlyList<(string Key, object? Value)> Sorted(IReadOnlyDictionary<string, string> settings) =>
        [.. settings.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, (object?)s.Value))];

    private static void Fields(StringBuilder text, IReadOnlyList<(string Key, object? Value)> fields, int indent, bool inList)
    {
        var first = inList;
        foreach (var (key, value) in fields)
        {
            if (!first)
                text.Append(' ', indent);
            first = false;
            text.Append(Plain(key) ? key : Quote(key)).Append(':');
            Value(text, value, indent);
        }
    }

    private static void Value(StringBuilder text, object? value, int indent)
    {
        switch (value)
        {
            case IReadOnlyList<(string Key, object? Value)> { Count: > 0 } fields:
                text.Append('\n');
                Fields(text, fields, indent + 2, false);
                break;
            case IReadOnlyList<(string Key, object? Value)>:
                text.Append(" {}\n");
                break;
            case string or not System.Collections.IEnumerable:
                text.Append(' ').Append(Scalar(value)).Append('\n');
                break;
            case System.Collections.IEnumerable items:
                List(text, [.. items.Cast<object?>()], indent + 2);
                break;
        }
    }

    private static void List(StringBuilder text, IReadOnlyList<object?> items, int indent)
    {
        text.Append(items.Count == 0 ? " []\n" : "\n");
        foreach (var item in items)
        {
            text.Append(' ', indent).Append("- ");
            if (item is IReadOnlyList<(string Key, object? Value)> { Count: > 0 } fields)
                Fields(text, fields, indent + 2, true);
            else
                text.Append(Scalar(item)).Append('\n');
        }
    }

    private static string Scalar(object? value) =>
        value switch
        {
            null => "null",
            bool truth => truth ? "true" : "false",
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            int or long => Convert.ToString(value, CultureInfo.InvariantCulture)!,
            Enum name => Quote(name.ToString()),
            string text => Quote(text),
            _ => throw new ArgumentException($"A value of type {value.GetType()} has no canonical text.", nameof(value)),
        };

    private static string Quote(string text) => JsonSerializer.Serialize(text, Quoting);

    private static bool Plain(string key) =>
        key.Length > 1
        && char.IsAsciiLetter(key[0])
        && key.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '.' or '-')
        && key[^1] != ' '
        && key.ToLowerInvariant() is not ("null" or "true" or "false" or "yes" or "no" or "on" or "off");
}
