using System.Globalization;
using System.Text;

namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>
/// json.dumps with the arguments that transformers' filter tojson takes; no HTML escapes, keys as given unless they are to be sorted.
/// </summary>
internal sealed class PyJson
{
    private const int WidestIndent = 32;

    /// <summary>Where Python's own writer gives up: whether a value can be written must not depend on the thread's stack.</summary>
    private const int Deepest = 1000;
    private readonly StringBuilder _output = new();
    private readonly string? _indent;
    private readonly string _between;
    private readonly string _colon;
    private readonly bool _ascii;
    private readonly bool _sorted;

    private PyJson(BoundArguments a)
    {
        (_ascii, _sorted) = (a.Flag("ensure_ascii"), a.Flag("sort_keys"));
        _indent = a.Get("indent") as string ?? (a.Whole("indent") is { } width ? Spaces(width) : null);
        if (_indent?.Length > WidestIndent)
            throw new TemplateFault($"an indent is at most {WidestIndent}");
        (_between, _colon) = Separators(a.Get("separators"), _indent is null ? ", " : ",");
    }

    public static object Filter(object? value, BoundArguments arguments)
    {
        var json = new PyJson(arguments);
        json.Write(value, 0);
        return json._output.ToString();
    }

    private static string Spaces(long width) =>
        width <= WidestIndent ? new string(' ', (int)Math.Max(0, width)) : throw new TemplateFault($"an indent is at most {WidestIndent}");

    private static (string Between, string Colon) Separators(object? given, string between) =>
        given switch
        {
            null => (between, ": "),
            JinjaList { IsListOrTuple: true, Items: [string first, string second] } => (first, second),
            _ => throw new TemplateFault("the argument 'separators' of the filter 'tojson' is a pair of strings"),
        };

    private void Write(object? value, int depth)
    {
        Budget.Visit(value is string written ? written.Length : 0);
        if (depth > Deepest)
            throw new TemplateFault($"the value is nested more than {Deepest:N0} deep");
        switch (value)
        {
            case null:
                _output.Append("null");
                break;
            case bool b:
                _output.Append(b ? "true" : "false");
                break;
            case long i:
                _output.Append(i.ToString(CultureInfo.InvariantCulture));
                break;
            case double d:
                _output.Append(Number(d));
                break;
            case string s:
                Text(s);
                break;
            case JinjaList { IsListOrTuple: true } list:
                Items(list.Items, '[', ']', item => Write(item, depth + 1), depth);
                break;
            case JinjaDict dict:
                Items(Pairs(dict), '{', '}', pair => Pair((JinjaList)pair!, depth + 1), depth);
                break;
            default:
                throw new TemplateFault($"{Py.TypeName(value)} cannot be written as JSON");
        }
    }

    private IReadOnlyList<object?> Pairs(JinjaDict dict) => _sorted ? SequenceFilters.ByKey(dict).Items : [.. dict.Pairs];

    private void Pair(JinjaList pair, int depth)
    {
        Text(
            pair.Items[0] switch
            {
                string name => name,
                null => "null",
                bool b => b ? "true" : "false",
                double d => Number(d),
                long i => i.ToString(CultureInfo.InvariantCulture),
                var other => throw new TemplateFault($"a key of JSON is no {Py.TypeName(other)}"),
            }
        );
        _output.Append(_colon);
        Write(pair.Items[1], depth);
    }

    private void Items(IReadOnlyList<object?> items, char open, char close, Action<object?> write, int depth)
    {
        _output.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                _output.Append(_between);
            if (_indent is not null)
                NewLine(depth + 1);
            write(items[i]);
        }

        if (_indent is not null && items.Count > 0)
            NewLine(depth);
        _output.Append(close);
    }

    private void NewLine(int depth)
    {
        Budget.Visit(_indent!.Length * depth);
        _output.Append('\n').Insert(_output.Length, _indent, depth);
    }

    private static string Number(double value) =>
        double.IsNaN(value) ? "NaN"
        : double.IsInfinity(value)
            ? value > 0 ? "Infinity"
                : "-Infinity"
        : Py.Float(value);

    private void Text(string text)
    {
        _output.Append('"');
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
                _ when c < 0x20 || (_ascii && c > 0x7E) => $"\\u{(int)c:x4}",
                _ => null,
            };
            if (escape is null)
                _output.Append(c);
            else
                _output.Append(escape);
        }

        _output.Append('"');
    }
}
