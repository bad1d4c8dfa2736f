using System.Globalization;
using System.Text;

namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>Values as Python sees them: truth, equality, text, order.</summary>
internal static class Py
{
    /// <summary>What str.strip takes for white space.</summary>
    public static readonly char[] Spaces = Enumerable.Range(0, char.MaxValue).Select(c => (char)c).Where(IsSpace).ToArray();

    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1C' and <= '\x1F';

    public static bool IsTrue(object? value) =>
        value switch
        {
            null or Undefined => false,
            bool b => b,
            long i => i != 0,
            double d => d != 0,
            string s => s.Length > 0,
            JinjaList list => list.IsIterator || list.Items.Count > 0,
            JinjaDict dict => dict.Keys.Count > 0,
            _ => true,
        };

    public static bool AreEqual(object? a, object? b)
    {
        if (a is JinjaList or JinjaDict)
            Budget.Visit();
        return AreSame(a, b);
    }

    private static bool AreSame(object? a, object? b) =>
        (a, b) switch
        {
            (null, null) => true,
            (string x, string y) => x == y,
            (Undefined, Undefined) => true,
            (JinjaList { IsListOrTuple: true } x, JinjaList y) => x.Kind == y.Kind
                && x.Items.Count == y.Items.Count
                && x.Items.Zip(y.Items).All(p => AreEqual(p.First, p.Second)),
            (JinjaDict x, JinjaDict y) => x.Keys.Count == y.Keys.Count
                && x.Keys.All(k => y.TryGet(k, out var v) && x.TryGet(k, out var u) && AreEqual(u, v)),
            _ when Number(a) is { } x && Number(b) is { } y => x == y,
            _ => ReferenceEquals(a, b),
        };

    /// <summary>The value of a number or truth value, or null.</summary>
    public static double? Number(object? value) =>
        value switch
        {
            bool b => b ? 1 : 0,
            long i => i,
            double d => d,
            _ => null,
        };

    /// <summary>Whole numbers and truth values, or null.</summary>
    public static long? Integer(object? value) =>
        value switch
        {
            bool b => b ? 1 : 0,
            long i => i,
            _ => null,
        };

    public static int Compare(object? a, object? b)
    {
        if (a is string x && b is string y)
            return CompareText(x, y);
        if (Integer(a) is { } i && Integer(b) is { } j)
            return i.CompareTo(j);
        if (Number(a) is { } m && Number(b) is { } n)
            return m.CompareTo(n);
        if (a is JinjaList { IsListOrTuple: true } s && b is JinjaList t && s.Kind == t.Kind)
            return CompareItems(s, t);
        throw new TemplateFault($"'<' is not supported between {TypeName(a)} and {TypeName(b)}");
    }

    /// <summary>The first elements that differ decide, else the lengths.</summary>
    private static int CompareItems(JinjaList a, JinjaList b)
    {
        Budget.Visit();
        foreach (var (x, y) in a.Items.Zip(b.Items))
        {
            if (!AreEqual(x, y))
                return Compare(x, y);
        }

        return a.Items.Count.CompareTo(b.Items.Count);
    }

    public static string Text(object? value) =>
        value switch
        {
            string s => s,
            Undefined => "",
            _ => Repr(value),
        };

    public static string Repr(object? value)
    {
        Budget.Visit();
        var text = Written(value);
        Budget.Visit(text.Length);
        return text;
    }

    private static string Written(object? value) =>
        value switch
        {
            null => "None",
            bool b => b ? "True" : "False",
            long i => i.ToString(CultureInfo.InvariantCulture),
            double d => Float(d),
            string s => Quote(s),
            Undefined => "Undefined",
            JinjaList { IsTuple: true, Items.Count: 1 } tuple => $"({Repr(tuple.Items[0])},)",
            JinjaList { IsListOrTuple: true } list => (list.IsTuple ? "(" : "[")
                + string.Join(", ", list.Items.Select(Repr))
                + (list.IsTuple ? ")" : "]"),
            JinjaDict dict => "{" + string.Join(", ", dict.Keys.Zip(dict.Values, (k, v) => $"{Repr(k)}: {Repr(v)}")) + "}",
            _ => throw new TemplateFault($"{TypeName(value)} has no text"),
        };

    public static string TypeName(object? value) =>
        value switch
        {
            null => "None",
            bool => "bool",
            long => "int",
            double => "float",
            string => "str",
            Undefined u => u.Hint,
            JinjaList { IsTuple: true } => "tuple",
            JinjaList { IsIterator: true } => "an iterator",
            JinjaList { Kind: SequenceKind.View } => "a view of a dict",
            JinjaList => "list",
            JinjaDict => "dict",
            JinjaNamespace => "a namespace",
            IJinjaObject known => known.Name,
            _ => "a function",
        };

    /// <summary>The shortest decimal that reads back the same, in Python's layout.</summary>
    public static string Float(double value)
    {
        if (double.IsNaN(value))
            return "nan";
        if (double.IsInfinity(value))
            return value > 0 ? "inf" : "-inf";
        var magnitude = Math.Abs(value);
        if (magnitude != 0 && magnitude is (< 1e-4 or >= 1e16))
            return Scientific(value);
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        if (text.Contains('E'))
            text = ((decimal)value).ToString(CultureInfo.InvariantCulture);
        return text.Contains('.') ? text : text + ".0";
    }

    /// <summary>What a for loop, list() or join walks.</summary>
    public static IReadOnlyList<object?> Iterate(object? value) =>
        value switch
        {
            JinjaList list => list.Walk(),
            JinjaDict dict => dict.Keys,
            string s => s.EnumerateRunes().Select(r => (object?)r.ToString()).ToList(),
            Undefined => [],
            _ => throw new TemplateFault($"'{TypeName(value)}' is not iterable"),
        };

    private static string Scientific(double value)
    {
        var text = value.ToString("E16", CultureInfo.InvariantCulture);
        for (var digits = 0; digits < 17; digits++)
        {
            var shorter = value.ToString($"E{digits}", CultureInfo.InvariantCulture);
            if (double.Parse(shorter, CultureInfo.InvariantCulture) != value)
                continue;
            text = shorter;
            break;
        }

        var (mantissa, exponent) = (text[..text.IndexOf('E')], int.Parse(text[(text.IndexOf('E') + 1)..], CultureInfo.InvariantCulture));
        return $"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    private static string Quote(string text)
    {
        var quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        var output = new StringBuilder().Append(quote);
        foreach (var rune in text.EnumerateRunes())
        {
            var escape = rune.Value switch
            {
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\'' when quote == '\'' => "\\'",
                < 0x20 or 0x7F => $"\\x{rune.Value:x2}",
                _ => null,
            };
            output.Append(escape ?? (IsPrintable(rune) ? rune.ToString() : Escaped(rune.Value)));
        }

        return output.Append(quote).ToString();
    }

    private static bool IsPrintable(Rune rune) =>
        rune.Value == ' '
        || Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.SpaceSeparator
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            );

    private static string Escaped(int value) =>
        value <= 0xFF ? $"\\x{value:x2}"
        : value <= 0xFFFF ? $"\\u{value:x4}"
        : $"\\U{value:x8}";

    /// <summary>By code points; UTF-16 units would put the surrogates before U+E000.</summary>
    private static int CompareText(string a, string b)
    {
        var difference = a.EnumerateRunes().Zip(b.EnumerateRunes(), (x, y) => x.CompareTo(y)).FirstOrDefault(c => c != 0);
        return difference != 0 ? difference : a.Length.CompareTo(b.Length);
    }
}
