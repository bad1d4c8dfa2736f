namespace Clt.Engine.ChatTemplates.Jinja;

/// <summary>The methods of strings and dictionaries that templates may call: those that change nothing.</summary>
internal static class Methods
{
    private static readonly Dictionary<string, Func<string, Arguments, object?>> OfStrings = new()
    {
        ["split"] = (s, a) => Split(s, a.Get(0, "sep"), a.Get(1, "maxsplit", -1L)),
        ["strip"] = (s, a) => s.Trim(Characters(a)),
        ["lstrip"] = (s, a) => s.TrimStart(Characters(a)),
        ["rstrip"] = (s, a) => s.TrimEnd(Characters(a)),
        ["startswith"] = (s, a) => Affixes(a).Any(x => s.StartsWith(x, StringComparison.Ordinal)),
        ["endswith"] = (s, a) => Affixes(a).Any(x => s.EndsWith(x, StringComparison.Ordinal)),
        ["replace"] = (s, a) => Filters.Replace(s, a.Text(0, "old"), a.Text(1, "new"), a.Get(2, "count")),
        ["upper"] = (s, a) => s.ToUpperInvariant(),
        ["lower"] = (s, a) => s.ToLowerInvariant(),
        ["capitalize"] = (s, a) => Filters.Capitalize(s),
        ["title"] = (s, a) => Filters.Title(s),
        ["find"] = (s, a) => Find(s, a.Text(0, "sub")),
        ["count"] = (s, a) => (long)(a.Text(0, "sub") is { Length: > 0 } sub ? s.Split(sub).Length - 1 : Sequences.Length(s) + 1),
        ["join"] = (s, a) => Filters.Join(a.Get(0, "iterable"), s),
        ["isdigit"] = (s, a) => s.Length > 0 && s.All(char.IsDigit),
        ["splitlines"] = (s, a) => Lines(s),
        ["removeprefix"] = (s, a) => s.StartsWith(a.Text(0, "prefix"), StringComparison.Ordinal) ? s[a.Text(0, "prefix").Length..] : s,
        ["removesuffix"] = (s, a) => s.EndsWith(a.Text(0, "suffix"), StringComparison.Ordinal) ? s[..^a.Text(0, "suffix").Length] : s,
    };

    private static readonly Dictionary<string, Func<JinjaDict, Arguments, object?>> OfDictionaries = new()
    {
        ["get"] = (d, a) => d.TryGet(a.Get(0, "key"), out var value) ? value : a.Get(1, "default"),
        ["items"] = (d, a) => new JinjaList(d.Pairs.ToList()),
        ["keys"] = (d, a) => new JinjaList(d.Keys.ToList()),
        ["values"] = (d, a) => new JinjaList(d.Values.ToList()),
    };

    private static readonly HashSet<string> Changing =
        ["append", "extend", "insert", "pop", "remove", "clear", "sort", "reverse", "update", "setdefault", "popitem"];

    /// <summary>The method of a value, or null. One that would change the value is an error.</summary>
    public static Callable? Find(object? value, string name)
    {
        if (value is string s && OfStrings.TryGetValue(name, out var ofString)) return (p, n) => ofString(s, new Arguments(p, n).AtMost(3));
        if (value is JinjaDict d && OfDictionaries.TryGetValue(name, out var ofDictionary))
            return (p, n) => ofDictionary(d, new Arguments(p, n).AtMost(2));
        if (value is JinjaList list && name == "index") return (p, n) => Index(list, p.FirstOrDefault());
        if (value is JinjaList all && name == "count") return (p, n) => (long)all.Items.Count(i => Py.AreEqual(i, p.FirstOrDefault()));
        if (value is JinjaList or JinjaDict && Changing.Contains(name) && !(value is JinjaDict has && has.TryGet(name, out _)))
            return (_, _) => throw new TemplateFault($"'{name}' would change a value, which templates may not");
        return null;
    }

    private static JinjaList Split(string text, object? separator, object? limit)
    {
        var most = (int)Math.Min(Py.Integer(limit) ?? -1, int.MaxValue - 1);
        if (separator is null)
        {
            var words = text.Split(Py.Spaces, most < 0 ? int.MaxValue : most + 1, StringSplitOptions.RemoveEmptyEntries);
            return new JinjaList(words.Cast<object?>().ToList());
        }

        if (separator is not string { Length: > 0 } by) throw new TemplateFault("split takes a string that is not empty");
        return new JinjaList(text.Split(by, most < 0 ? int.MaxValue : most + 1).Cast<object?>().ToList());
    }

    /// <summary>The lines without their ends; a last empty one does not count.</summary>
    private static JinjaList Lines(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').Cast<object?>().ToList();
        if (lines[^1] is "") lines.RemoveAt(lines.Count - 1);
        return new JinjaList(lines);
    }

    private static char[] Characters(Arguments arguments) =>
        arguments.Get(0, "chars") is { } given ? ((given as string) ?? throw new TemplateFault("strip takes a string")).ToCharArray() : Py.Spaces;

    private static IEnumerable<string> Affixes(Arguments arguments) => arguments.Get(0, "affix") switch
    {
        string one => [one],
        JinjaList { IsTuple: true } many => many.Items.OfType<string>(),
        _ => throw new TemplateFault("startswith and endswith take a string or a tuple of strings"),
    };

    private static object Find(string text, string part)
    {
        var at = text.IndexOf(part, StringComparison.Ordinal);
        return at < 0 ? -1L : Sequences.Length(text[..at]);
    }

    private static object Index(JinjaList list, object? item)
    {
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (Py.AreEqual(list.Items[i], item)) return (long)i;
        }

        throw new TemplateFault("the value is not in the list");
    }
}
