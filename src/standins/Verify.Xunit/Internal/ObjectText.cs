using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace VerifyTests.Internal;

/// <summary>
/// Writes an object as indented JSON without quotes. Members that are null or empty collections are left out; GUIDs and
/// times are numbered (<c>Guid_1</c>, <c>DateTime_1</c>), equal ones alike.
/// </summary>
internal sealed class ObjectText
{
    private const int DeepestLevel = 32;

    private readonly StringBuilder _text = new();
    private readonly Dictionary<(Type, object), int> _numbers = [];

    public static string Of(object? target)
    {
        var writer = new ObjectText();
        writer.Write(target, 0);
        return writer._text.ToString();
    }

    private void Write(object? value, int level)
    {
        if (level > DeepestLevel)
            throw new InvalidOperationException($"The object is nested more than {DeepestLevel} levels deep, or refers to itself.");
        if (Scalar(value) is { } scalar)
            _text.Append(scalar);
        else if (value is IDictionary map)
            WriteBlock('{', '}', Entries(map), level);
        else if (value is IEnumerable list)
            WriteBlock('[', ']', list.Cast<object?>().Select(v => ((string?)null, v)), level);
        else
            WriteBlock('{', '}', Members(value!), level);
    }

    private void WriteBlock(char open, char close, IEnumerable<(string? Name, object? Value)> items, int level)
    {
        _text.Append(open);
        var first = true;
        foreach (var (name, value) in items)
        {
            _text.Append(first ? "\n" : ",\n").Append(' ', 2 * (level + 1));
            if (name is not null)
                _text.Append(name).Append(": ");
            Write(value, level + 1);
            first = false;
        }

        if (!first)
            _text.Append('\n').Append(' ', 2 * level);
        _text.Append(close);
    }

    private string? Scalar(object? value) =>
        value switch
        {
            null => "null",
            string text => text.ReplaceLineEndings("\n"),
            char letter => letter.ToString(),
            bool flag => flag ? "true" : "false",
            Guid or DateTime or DateTimeOffset or DateOnly or TimeOnly => Numbered(value),
            Enum or Type or Uri or Version => value.ToString(),
            Exception fault => $"{fault.GetType().Name}: {fault.Message}",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => null,
        };

    private string Numbered(object value)
    {
        var type = value.GetType();
        if (!_numbers.TryGetValue((type, value), out var number))
        {
            _numbers[(type, value)] = number = _numbers.Keys.Count(k => k.Item1 == type) + 1;
        }

        return $"{type.Name.Replace("Only", "")}_{number}";
    }

    private static IEnumerable<(string?, object?)> Entries(IDictionary map) =>
        map.Cast<object>().Select(e => e is DictionaryEntry entry ? (entry.Key.ToString(), entry.Value) : Pair(e));

    private static (string?, object?) Pair(object pair)
    {
        var type = pair.GetType();
        return (type.GetProperty("Key")!.GetValue(pair)!.ToString(), type.GetProperty("Value")!.GetValue(pair));
    }

    private static IEnumerable<(string?, object?)> Members(object value)
    {
        const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance;
        var type = value.GetType();
        var fields = type.GetFields(Public).Select(f => (f.Name, Value: f.GetValue(value)));
        var properties = type.GetProperties(Public)
            .Where(p => p.CanRead && p.GetIndexParameters().Length == 0)
            .Select(p => (p.Name, Value: p.GetValue(value)));
        return properties
            .Concat(fields)
            .Where(m => m.Value is not null && m.Value is not ICollection { Count: 0 })
            .Select(m => ((string?)m.Name, m.Value));
    }
}
