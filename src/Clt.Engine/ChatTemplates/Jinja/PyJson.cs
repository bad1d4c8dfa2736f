using System.Globalization;
using System.Text;

namespace Clt.Engine.ChatTemplates.Jinja;

/// <summary>
/// json.dumps as transformers calls it: ", " and ": " between, keys as given, no HTML escapes; ASCII only and indented where asked.
/// </summary>
internal static class PyJson
{
    private const int WidestIndent = 32;

    public static string Write(object? value, bool ascii, long? indent)
    {
        if (indent is < 0 or > WidestIndent) throw new TemplateFault($"an indent is at most {WidestIndent}");
        var output = new StringBuilder();
        Write(value, ascii, (int?)indent, 0, output);
        return output.ToString();
    }

    private static void Write(object? value, bool ascii, int? indent, int depth, StringBuilder output)
    {
        Budget.Visit(value is string written ? written.Length : 0);
        switch (value)
        {
            case null: output.Append("null"); break;
            case bool b: output.Append(b ? "true" : "false"); break;
            case long i: output.Append(i.ToString(CultureInfo.InvariantCulture)); break;
            case double d: output.Append(Py.Float(d)); break;
            case string s: Text(s, ascii, output); break;
            case JinjaList list: Items(list.Items, '[', ']', (item, o) => Write(item, ascii, indent, depth + 1, o), indent, depth, output); break;
            case JinjaDict dict: Items(dict.Pairs, '{', '}', (pair, o) => Pair((JinjaList)pair!, ascii, indent, depth + 1, o), indent, depth, output); break;
            default: throw new TemplateFault($"{Py.TypeName(value)} cannot be written as JSON");
        }
    }

    private static void Pair(JinjaList pair, bool ascii, int? indent, int depth, StringBuilder output)
    {
        Text(pair.Items[0] is string name ? name : Py.Text(pair.Items[0]), ascii, output);
        output.Append(": ");
        Write(pair.Items[1], ascii, indent, depth, output);
    }

    private static void Items(
        IEnumerable<object?> items, char open, char close, Action<object?, StringBuilder> write, int? indent, int depth, StringBuilder output)
    {
        output.Append(open);
        var first = true;
        foreach (var item in items)
        {
            if (!first) output.Append(indent is null ? ", " : ",");
            if (indent is { } width) output.Append('\n').Append(' ', width * (depth + 1));
            write(item, output);
            first = false;
        }

        if (indent is { } w && !first) output.Append('\n').Append(' ', w * depth);
        output.Append(close);
    }

    private static void Text(string text, bool ascii, StringBuilder output)
    {
        output.Append('"');
        foreach (var c in text)
        {
            var escape = c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                _ when c < 0x20 || (ascii && c > 0x7E) => $"\\u{(int)c:x4}",
                _ => null,
            };
            if (escape is null) output.Append(c);
            else output.Append(escape);
        }

        output.Append('"');
    }
}
