using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Clt.Plugins.Sources.Corpora;

/// <summary>A literal of Python source (dictionaries and texts) as JSON. Nothing is run.</summary>
internal static class PythonLiteral
{
    /// <summary>The value that is assigned to a name.</summary>
    /// <param name="source">The source text.</param>
    /// <param name="name">The name, at the beginning of a line.</param>
    /// <exception cref="JsonException">There is no such assignment, or its value has something besides dictionaries and texts.</exception>
    public static JsonDocument Parse(string source, string name)
    {
        var start = $"\n{source}".IndexOf($"\n{name} = ", StringComparison.Ordinal);
        if (start < 0)
            throw new JsonException($"there is no '{name} ='");
        var (at, depth, json) = (start + name.Length + 3, 0, new StringBuilder());
        string? text = null;
        do
        {
            if (at >= source.Length)
                throw new JsonException("the text ends within a value");
            var c = source[at];
            if (c is '"' or '\'')
            {
                // Texts that follow each other are one.
                text += Text(source, ref at);
                continue;
            }

            at++;
            if (c == '#')
                at = source.IndexOf('\n', at) is var end && end < 0 ? source.Length : end;
            if (char.IsWhiteSpace(c) || c is '#' or '(' or ')')
                continue;
            if (text is not null)
                json.Append(JsonSerializer.Serialize(text));
            text = null;
            switch (c)
            {
                case '{':
                    depth++;
                    break;
                case '}':
                    depth--;
                    break;
                case ':' or ',':
                    break;
                default:
                    throw new JsonException($"'{c}' is no part of a dictionary of texts");
            }

            json.Append(c);
        } while (depth > 0);
        return JsonDocument.Parse(json.ToString(), new JsonDocumentOptions { AllowTrailingCommas = true });
    }

    private static string Text(string source, ref int at)
    {
        var quote = source[at++];
        var text = new StringBuilder();
        while (at < source.Length && source[at] != quote)
        {
            var c = source[at++];
            if (c != '\\')
            {
                text.Append(c);
                continue;
            }

            if (at >= source.Length)
                break;
            var escaped = source[at++];
            var digits = escaped switch
            {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ => 0,
            };
            if (digits > 0)
            {
                if (
                    at + digits > source.Length
                    || !int.TryParse(source.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                )
                    throw new JsonException($"\\{escaped} has no {digits} hexadecimal digits after it");
                text.Append(digits == 8 ? char.ConvertFromUtf32(code) : ((char)code).ToString());
                at += digits;
                continue;
            }

            text.Append(
                escaped switch
                {
                    'n' => "\n",
                    't' => "\t",
                    'r' => "\r",
                    '\\' or '\'' or '"' => escaped.ToString(),
                    '\n' => "",
                    _ => throw new JsonException($"the escape \\{escaped} is not known here"),
                }
            );
        }

        if (at >= source.Length)
            throw new JsonException("a text has no end");
        at++;
        return text.ToString();
    }
}
