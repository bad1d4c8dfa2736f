using System.Globalization;

namespace Clt.Engine.ChatTemplates.Jinja;

/// <summary>Jinja's filters, as far as chat templates use them, and a few neighbours.</summary>
internal static class Filters
{
    private static readonly Dictionary<string, Func<object?, Arguments, object?>> Known = new()
    {
        ["tojson"] = (v, a) => PyJson.Write(v, Py.IsTrue(a.Get(9, "ensure_ascii", false)), Py.Integer(a.Get(0, "indent"))),
        ["trim"] = (v, a) => Py.Text(v).Trim(a.Get(0, "chars") is string chars ? chars.ToCharArray() : Py.Spaces),
        ["length"] = (v, a) => Sequences.Length(v),
        ["count"] = (v, a) => Sequences.Length(v),
        ["string"] = (v, a) => Py.Text(v),
        ["safe"] = (v, a) => Py.Text(v),
        ["items"] = (v, a) => Items(v),
        ["default"] = (v, a) => Default(v, a),
        ["d"] = (v, a) => Default(v, a),
        ["join"] = (v, a) => Join(v, a),
        ["dictsort"] = (v, a) => DictSort(v),
        ["list"] = (v, a) => new JinjaList(Py.Iterate(v).ToList()),
        ["map"] = (v, a) => Map(v, a),
        ["select"] = (v, a) => Select(v, a, item => item, keep: true),
        ["reject"] = (v, a) => Select(v, a, item => item, keep: false),
        ["selectattr"] = (v, a) => SelectAttribute(v, a, keep: true),
        ["rejectattr"] = (v, a) => SelectAttribute(v, a, keep: false),
        ["upper"] = (v, a) => Py.Text(v).ToUpperInvariant(),
        ["lower"] = (v, a) => Py.Text(v).ToLowerInvariant(),
        ["capitalize"] = (v, a) => Capitalize(Py.Text(v)),
        ["title"] = (v, a) => WordTitle(Py.Text(v)),
        ["replace"] = (v, a) => Replace(Py.Text(v), Py.Text(a.Get(0, "old")), Py.Text(a.Get(1, "new")), a.Get(2, "count")),
        ["first"] = (v, a) => Sequences.At(v, 0),
        ["last"] = (v, a) => Sequences.At(v, -1),
        ["reverse"] = (v, a) => v is string ? Sequences.Slice(v, null, null, -1L) : new JinjaList(Py.Iterate(v).Reverse().ToList()),
        ["unique"] = (v, a) => new JinjaList(Py.Iterate(v).Aggregate(new List<object?>(), Distinct)),
        ["int"] = (v, a) => ToInt(v, a.Get(0, "default", 0L)),
        ["float"] = (v, a) => Py.Number(v) ?? (double.TryParse(v as string, CultureInfo.InvariantCulture, out var d) ? d : a.Get(0, "default", 0.0)),
        ["abs"] = (v, a) => Py.Integer(v) is { } i ? (object)Math.Abs(i) : Math.Abs(Py.Number(v) ?? throw new TemplateFault("abs takes a number")),
    };

    public static object? Apply(string name, object? value, Arguments arguments) => Known.TryGetValue(name, out var filter)
        ? filter(value, arguments)
        : throw new TemplateFault($"the filter '{name}' is not supported");

    public static bool IsKnown(string name) => Known.ContainsKey(name);

    public static string Capitalize(string text)
    {
        if (text.Length == 0) return text;
        var first = text.EnumerateRunes().First();
        return first.ToString().ToUpperInvariant() + text[first.Utf16SequenceLength..].ToLowerInvariant();
    }

    public static string Title(string text) =>
        string.Concat(text.Select((c, i) => i > 0 && char.IsLetter(text[i - 1]) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)));

    /// <summary>As Jinja's filter, which begins a word after a space, a hyphen or an opening bracket only, unlike Python's method.</summary>
    private static string WordTitle(string text) =>
        string.Concat(text.Select((c, i) => i > 0 && !IsBoundary(text[i - 1]) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)));

    private static bool IsBoundary(char c) => char.IsWhiteSpace(c) || "-({[<".Contains(c, StringComparison.Ordinal);

    public static string Replace(string text, string from, string to, object? count)
    {
        var most = Py.Integer(count) ?? -1;
        Budget.Limit((long)(text.Length + 1) * (to.Length + 1) / Math.Max(1, from.Length));
        if (most >= 0) return string.Join(to, text.Split(from, (int)Math.Min(most + 1, int.MaxValue)));
        return from.Length > 0
            ? text.Replace(from, to, StringComparison.Ordinal)
            : throw new TemplateFault("replace takes a string that is not empty");
    }

    public static string Join(object? value, string between)
    {
        var texts = Py.Iterate(value).Select(Py.Text).ToList();
        Budget.Limit(texts.Sum(t => (long)t.Length + between.Length));
        return string.Join(between, texts);
    }

    private static JinjaList Items(object? value) => value switch
    {
        JinjaDict dict => new JinjaList(dict.Pairs.ToList()),
        Undefined => new JinjaList([]),
        _ => throw new TemplateFault("only a mapping has items"),
    };

    private static object? Default(object? value, Arguments a) =>
        value is Undefined || (Py.IsTrue(a.Get(1, "boolean", false)) && !Py.IsTrue(value)) ? a.Get(0, "default_value", "") : value;

    private static string Join(object? value, Arguments a)
    {
        var items = Py.Iterate(value);
        if (a.Get(1, "attribute") is string attribute) items = items.Select(i => Members.Of(i, attribute)).ToList();
        return Join(new JinjaList(items), Py.Text(a.Get(0, "d", "")));
    }

    private static JinjaList DictSort(object? value)
    {
        var dict = value as JinjaDict ?? throw new TemplateFault("only a mapping can be sorted by key");
        var pairs = dict.Pairs.Cast<JinjaList>().ToList();
        var order = Comparer<object?>.Create(Py.Compare);
        return new JinjaList(pairs.OrderBy(p => p.Items[0] is string s ? s.ToLowerInvariant() : p.Items[0], order).Cast<object?>().ToList());
    }

    private static JinjaList Map(object? value, Arguments a)
    {
        var items = Py.Iterate(value);
        if (a.Named.TryGetValue("attribute", out var attribute)) return new JinjaList(items.Select(i => Members.Of(i, Py.Text(attribute))).ToList());
        var rest = new Arguments(a.Positional.Skip(1).ToList(), a.Named);
        return new JinjaList(items.Select(i => Apply(a.Text(0, "filter"), i, rest)).ToList());
    }

    private static JinjaList Select(object? value, Arguments a, Func<object?, object?> of, bool keep)
    {
        var rest = new Arguments(a.Positional.Skip(1).ToList(), a.Named);
        bool Passes(object? item) => a.Positional.Count == 0 ? Py.IsTrue(of(item)) : Tests.Apply(a.Text(0, "test"), of(item), rest);
        return new JinjaList(Py.Iterate(value).Where(item => Passes(item) == keep).ToList());
    }

    private static JinjaList SelectAttribute(object? value, Arguments a, bool keep)
    {
        var attribute = a.Text(0, "attribute");
        return Select(value, new Arguments(a.Positional.Skip(1).ToList(), a.Named), item => Members.Of(item, attribute), keep);
    }

    private static List<object?> Distinct(List<object?> seen, object? item)
    {
        if (!seen.Exists(s => Py.AreEqual(s, item))) seen.Add(item);
        return seen;
    }

    private static object? ToInt(object? value, object? otherwise) => value switch
    {
        double d => (long)d,
        string s when long.TryParse(s.Trim(), CultureInfo.InvariantCulture, out var i) => i,
        string s => double.TryParse(s, CultureInfo.InvariantCulture, out var d) && Math.Abs(d) < long.MaxValue ? (long)d : otherwise,
        _ => Py.Integer(value) ?? otherwise,
    };
}
