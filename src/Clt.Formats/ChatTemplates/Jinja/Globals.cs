namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>The functions that every template can call.</summary>
internal static class Globals
{
    private const int LongestRange = 100_000;

    public static Scope Create(DateTime now)
    {
        var scope = new Scope();
        scope["raise_exception"] = Function(
            "raise_exception",
            "message!",
            a => throw new TemplateFault(Py.Text(a.Get("message")), TemplateFaultKind.Refusal)
        );
        scope["strftime_now"] = Function("strftime_now", "format!", a => StrFTime.Format(now, a.Text("format")));
        scope["range"] = (Callable)((p, n) => n.Count == 0 ? Range(p) : throw Unknown("range", n));
        scope["namespace"] = (Callable)Namespace;
        scope["dict"] = (Callable)Dictionary;
        scope["joiner"] = Function("joiner", "sep", Joiner);
        scope["cycler"] = (Callable)(
            (p, n) =>
                n.Count > 0 ? throw Unknown("cycler", n)
                : p.Count > 0 ? new Cycler(p)
                : throw new TemplateFault("cycler needs values to cycle through")
        );
        scope["lipsum"] = (Callable)(
            (p, n) => throw new TemplateFault("the function 'lipsum' is not supported", TemplateFaultKind.Construct)
        );
        return scope;
    }

    private static Callable Function(string name, string parameters, Func<BoundArguments, object?> body)
    {
        var signature = new Signature($"the function '{name}'", parameters);
        return (p, n) => body(signature.Bind(new Arguments(p, n)));
    }

    /// <summary>A function that gives nothing the first time, and the separator from then on.</summary>
    private static Callable Joiner(BoundArguments a)
    {
        var (separator, used) = (a.Get("sep", ", "), false);
        return Function(
            "joiner()",
            "",
            _ =>
            {
                var first = !used;
                used = true;
                return first ? "" : separator;
            }
        );
    }

    private static TemplateFault Unknown(string function, IReadOnlyDictionary<string, object?> named) =>
        new($"the function '{function}' takes no argument '{named.Keys.First()}'", TemplateFaultKind.Construct);

    private static JinjaList Range(IReadOnlyList<object?> arguments)
    {
        var n = arguments.Select(a => Py.Integer(a) ?? throw new TemplateFault("range takes whole numbers")).ToList();
        if (n.Count is < 1 or > 3)
            throw new TemplateFault("range takes one to three numbers");
        var (start, stop, step) = n.Count == 1 ? (0, n[0], 1) : (n[0], n[1], n.Count == 3 ? n[2] : 1);
        if (step == 0)
            throw new TemplateFault("the step of a range is 0");
        var items = new List<object?>();
        for (var i = start; step > 0 ? i < stop : i > stop; i += step)
        {
            if (items.Count >= LongestRange)
                throw new TemplateFault($"a range has more than {LongestRange:N0} numbers");
            items.Add(i);
        }

        return new JinjaList(items);
    }

    private static JinjaNamespace Namespace(IReadOnlyList<object?> positional, IReadOnlyDictionary<string, object?> named)
    {
        var space = new JinjaNamespace();
        foreach (var pair in Dictionary(positional, named).Pairs.Cast<JinjaList>())
            space.Members[Py.Text(pair.Items[0])] = pair.Items[1];
        return space;
    }

    /// <summary>dict(…) of a mapping or of pairs, with named values.</summary>
    private static JinjaDict Dictionary(IReadOnlyList<object?> positional, IReadOnlyDictionary<string, object?> named)
    {
        if (positional.Count > 1)
            throw new TemplateFault("dict takes one mapping, and values by name");
        var dict = new JinjaDict();
        var given =
            positional.Count == 0 ? []
            : positional[0] is JinjaDict mapping ? mapping.Pairs
            : Py.Iterate(positional[0]);
        foreach (var pair in given)
        {
            var items = Py.Iterate(pair);
            if (items.Count != 2)
                throw new TemplateFault("dict takes pairs of a key and a value");
            dict.Put(items[0], items[1]);
        }

        foreach (var (key, value) in named)
            dict.Put(key, value);
        return dict;
    }
}
