using System.Globalization;

namespace Clt.Engine.ChatTemplates.Jinja;

/// <summary>The functions that every template can call.</summary>
internal static class Globals
{
    private const int LongestRange = 100_000;

    public static Scope Create(DateTime now)
    {
        var scope = new Scope();
        scope["raise_exception"] = (Callable)((p, n) => throw new TemplateFault(Py.Text(p.FirstOrDefault())));
        scope["strftime_now"] = (Callable)((p, n) => StrFTime(now, Py.Text(p.FirstOrDefault())));
        scope["range"] = (Callable)((p, n) => Range(p));
        scope["namespace"] = (Callable)Namespace;
        scope["dict"] = (Callable)((p, n) => Dictionary(p, n));
        return scope;
    }

    private static JinjaList Range(IReadOnlyList<object?> arguments)
    {
        var n = arguments.Select(a => Py.Integer(a) ?? throw new TemplateFault("range takes whole numbers")).ToList();
        if (n.Count is < 1 or > 3) throw new TemplateFault("range takes one to three numbers");
        var (start, stop, step) = n.Count == 1 ? (0, n[0], 1) : (n[0], n[1], n.Count == 3 ? n[2] : 1);
        if (step == 0) throw new TemplateFault("the step of a range is 0");
        var items = new List<object?>();
        for (var i = start; step > 0 ? i < stop : i > stop; i += step)
        {
            if (items.Count >= LongestRange) throw new TemplateFault($"a range has more than {LongestRange:N0} numbers");
            items.Add(i);
        }

        return new JinjaList(items);
    }

    private static JinjaNamespace Namespace(IReadOnlyList<object?> positional, IReadOnlyDictionary<string, object?> named)
    {
        var space = new JinjaNamespace();
        foreach (var (key, value) in (positional.FirstOrDefault() as JinjaDict)?.Pairs.Cast<JinjaList>().Select(p => (Py.Text(p.Items[0]), p.Items[1])) ?? [])
            space.Members[key] = value;
        foreach (var (key, value) in named) space.Members[key] = value;
        return space;
    }

    private static JinjaDict Dictionary(IReadOnlyList<object?> positional, IReadOnlyDictionary<string, object?> named)
    {
        var dict = new JinjaDict();
        if (positional.FirstOrDefault() is JinjaDict given)
        {
            foreach (var pair in given.Pairs.Cast<JinjaList>()) dict.Put(pair.Items[0], pair.Items[1]);
        }

        foreach (var (key, value) in named) dict.Put(key, value);
        return dict;
    }

    private static string StrFTime(DateTime now, string format)
    {
        var output = new System.Text.StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            output.Append(format[i] == '%' && i + 1 < format.Length ? Directive(now, format[++i]) : format[i].ToString());
        }

        return output.ToString();
    }

    private static string Directive(DateTime now, char directive)
    {
        if (directive == '%') return "%";
        if (directive == 'j') return now.DayOfYear.ToString("000", CultureInfo.InvariantCulture);
        var pattern = directive switch
        {
            'Y' => "yyyy",
            'y' => "yy",
            'm' => "MM",
            'd' => "dd",
            'H' => "HH",
            'I' => "hh",
            'M' => "mm",
            'S' => "ss",
            'B' => "MMMM",
            'b' => "MMM",
            'A' => "dddd",
            'a' => "ddd",
            'p' => "tt",
            _ => throw new TemplateFault($"the date directive '%{directive}' is not supported"),
        };
        return now.ToString(pattern, CultureInfo.InvariantCulture);
    }
}
