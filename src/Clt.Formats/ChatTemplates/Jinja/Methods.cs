using System.Text;

namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>The methods of strings, lists and dictionaries that templates may call: those that change nothing.</summary>
internal static class Methods
{
    private static readonly Dictionary<string, (Signature Parameters, Func<string, BoundArguments, object?> Apply)> OfStrings = [];
    private static readonly Dictionary<string, (Signature Parameters, Func<JinjaDict, BoundArguments, object?> Apply)> OfDictionaries = [];
    private static readonly Dictionary<string, (Signature Parameters, Func<JinjaList, BoundArguments, object?> Apply)> OfLists = [];

    /// <summary>Python has them, this subset has not.</summary>
    private static readonly HashSet<string> Unsupported = new(StringComparer.Ordinal)
    {
        "casefold",
        "encode",
        "expandtabs",
        "format",
        "format_map",
        "isascii",
        "isidentifier",
        "isprintable",
        "istitle",
        "maketrans",
        "translate",
        "fromkeys",
        "as_integer_ratio",
        "bit_count",
        "bit_length",
        "conjugate",
        "from_bytes",
        "to_bytes",
        "hex",
        "is_integer",
        "send",
        "throw",
        "close",
    };

    private static readonly HashSet<string> Changing =
    [
        "append",
        "extend",
        "insert",
        "pop",
        "remove",
        "clear",
        "sort",
        "reverse",
        "update",
        "setdefault",
        "popitem",
    ];

    static Methods()
    {
        OfString("split", "sep maxsplit", (s, a) => PyText.Split(s, a.Get("sep"), a.Whole("maxsplit", -1)));
        OfString("rsplit", "sep maxsplit", (s, a) => PyText.SplitRight(s, a.Get("sep"), a.Whole("maxsplit", -1)));
        OfString("splitlines", "keepends", (s, a) => new JinjaList([.. PyText.Lines(s, a.Flag("keepends"))]));
        OfString("partition", "/ sep!", (s, a) => PyText.Partition(s, a.Text("sep"), last: false));
        OfString("rpartition", "/ sep!", (s, a) => PyText.Partition(s, a.Text("sep"), last: true));
        OfString("join", "/ iterable!", (s, a) => Joined(s, a.Get("iterable")));

        OfString("strip", "/ chars", (s, a) => PyText.Strip(s, a.Get("chars")));
        OfString("lstrip", "/ chars", (s, a) => PyText.Strip(s, a.Get("chars"), end: false));
        OfString("rstrip", "/ chars", (s, a) => PyText.Strip(s, a.Get("chars"), start: false));
        OfString(
            "removeprefix",
            "/ prefix!",
            (s, a) => s.StartsWith(a.Text("prefix"), StringComparison.Ordinal) ? s[a.Text("prefix").Length..] : s
        );
        OfString(
            "removesuffix",
            "/ suffix!",
            (s, a) => s.EndsWith(a.Text("suffix"), StringComparison.Ordinal) ? s[..^a.Text("suffix").Length] : s
        );
        OfString("replace", "/ old! new! count", (s, a) => PyText.Replace(s, a.Text("old"), a.Text("new"), a.Whole("count", -1)));
        OfString("center", "/ width! fill", (s, a) => PyText.Center(s, a.Whole("width", 0), a.Text("fill", " ")));
        OfString("ljust", "/ width! fill", (s, a) => PyText.Justify(s, a.Whole("width", 0), a.Text("fill", " "), left: true));
        OfString("rjust", "/ width! fill", (s, a) => PyText.Justify(s, a.Whole("width", 0), a.Text("fill", " "), left: false));
        OfString("zfill", "/ width!", (s, a) => PyText.ZeroFill(s, a.Whole("width", 0)));

        OfString(
            "startswith",
            "/ prefix! start end",
            (s, a) => Affixes(a, "prefix").Any(x => Within(s, a).StartsWith(x, StringComparison.Ordinal))
        );
        OfString(
            "endswith",
            "/ suffix! start end",
            (s, a) => Affixes(a, "suffix").Any(x => Within(s, a).EndsWith(x, StringComparison.Ordinal))
        );
        OfString("find", "/ sub! start end", (s, a) => PyText.Find(s, a.Text("sub"), a.Whole("start"), a.Whole("end"), last: false));
        OfString("rfind", "/ sub! start end", (s, a) => PyText.Find(s, a.Text("sub"), a.Whole("start"), a.Whole("end"), last: true));
        OfString(
            "index",
            "/ sub! start end",
            (s, a) => Found(PyText.Find(s, a.Text("sub"), a.Whole("start"), a.Whole("end"), last: false))
        );
        OfString(
            "rindex",
            "/ sub! start end",
            (s, a) => Found(PyText.Find(s, a.Text("sub"), a.Whole("start"), a.Whole("end"), last: true))
        );
        OfString("count", "/ sub! start end", (s, a) => PyText.Count(Within(s, a), a.Text("sub")));

        OfString("upper", "", (s, a) => FullCase.Upper(s));
        OfString("lower", "", (s, a) => FullCase.Lower(s));
        OfString("capitalize", "", (s, a) => FullCase.Capitalize(s));
        OfString("title", "", (s, a) => FullCase.Title(s));
        OfString("swapcase", "", (s, a) => FullCase.Swap(s));
        OfString("isupper", "", (s, a) => FullCase.IsAll(s, FullCase.IsUpper));
        OfString("islower", "", (s, a) => FullCase.IsAll(s, FullCase.IsLower));
        OfString("isdecimal", "", (s, a) => All(s, Rune.IsDigit));
        OfString("isdigit", "", (s, a) => All(s, PyCharacters.IsDigit));
        OfString("isnumeric", "", (s, a) => All(s, PyCharacters.IsNumeric));
        OfString("isalpha", "", (s, a) => All(s, Rune.IsLetter));
        OfString("isalnum", "", (s, a) => All(s, r => Rune.IsLetter(r) || PyCharacters.IsNumeric(r)));
        OfString("isspace", "", (s, a) => All(s, r => r.IsBmp && Py.IsSpace((char)r.Value)));

        OfDictionary("get", "/ key! default", (d, a) => d.TryGet(a.Get("key"), out var value) ? value : a.Get("default"));
        OfDictionary("items", "", (d, a) => new JinjaList([.. d.Pairs], SequenceKind.View));
        OfDictionary("keys", "", (d, a) => new JinjaList(d.Keys, SequenceKind.View));
        OfDictionary("values", "", (d, a) => new JinjaList(d.Values, SequenceKind.View));
        OfDictionary("copy", "", (d, a) => d);

        OfList("index", "/ value!", (l, a) => Index(l, a.Get("value")));
        OfList("count", "/ value!", (l, a) => (long)l.Items.Count(i => Py.AreEqual(i, a.Get("value"))));
        OfList("copy", "", (l, a) => l);
    }

    /// <summary>
    /// The method of a value, or null. One that would change the value, or that is not supported, is an error when it is called.
    /// </summary>
    public static Callable? Find(object? value, string name) =>
        value switch
        {
            string s when OfStrings.TryGetValue(name, out var method) => (p, n) =>
                method.Apply(s, method.Parameters.Bind(new Arguments(p, n))),
            JinjaDict d when OfDictionaries.TryGetValue(name, out var method) => (p, n) =>
                method.Apply(d, method.Parameters.Bind(new Arguments(p, n))),
            JinjaList { IsListOrTuple: true } l when OfLists.TryGetValue(name, out var method) => (p, n) =>
                method.Apply(l, method.Parameters.Bind(new Arguments(p, n))),
            JinjaDict has when has.TryGet(name, out _) => null,
            JinjaList or JinjaDict when Changing.Contains(name) => (_, _) =>
                throw new TemplateFault($"'{name}' would change a value, which templates may not", TemplateFaultKind.Construct),
            null or JinjaNamespace or IJinjaObject or Callable => null,
            _ when Unsupported.Contains(name) => (_, _) =>
                throw new TemplateFault($"the method '{name}' of {Py.TypeName(value)} is not supported", TemplateFaultKind.Construct),
            _ => null,
        };

    private static void OfString(string name, string parameters, Func<string, BoundArguments, object?> apply) =>
        OfStrings[name] = (new Signature($"the method '{name}'", parameters), apply);

    private static void OfDictionary(string name, string parameters, Func<JinjaDict, BoundArguments, object?> apply) =>
        OfDictionaries[name] = (new Signature($"the method '{name}'", parameters), apply);

    private static void OfList(string name, string parameters, Func<JinjaList, BoundArguments, object?> apply) =>
        OfLists[name] = (new Signature($"the method '{name}'", parameters), apply);

    private static bool All(string text, Func<Rune, bool> test) => text.Length > 0 && text.EnumerateRunes().All(test);

    private static string Joined(string between, object? items) =>
        PyText.Join(
            Py.Iterate(items).Select(i => i as string ?? throw new TemplateFault($"join takes strings, not {Py.TypeName(i)}")),
            between
        );

    private static string Within(string text, BoundArguments a) =>
        a.Has("start") || a.Has("end") ? (string)Sequences.Slice(text, a.Whole("start"), a.Whole("end"), null)! : text;

    private static IEnumerable<string> Affixes(BoundArguments a, string name) =>
        a.Get(name) switch
        {
            string one => [one],
            JinjaList { IsTuple: true } many => many.Items.Select(i =>
                i as string ?? throw new TemplateFault("startswith and endswith take strings")
            ),
            _ => throw new TemplateFault("startswith and endswith take a string or a tuple of strings"),
        };

    private static object Found(long at) => at >= 0 ? at : throw new TemplateFault("the part is not in the string");

    private static object Index(JinjaList list, object? item)
    {
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (Py.AreEqual(list.Items[i], item))
                return (long)i;
        }

        throw new TemplateFault("the value is not in the list");
    }
}
