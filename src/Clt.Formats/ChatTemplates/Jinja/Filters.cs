namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>
/// Jinja's filters with their parameters. Those that make HTML, choose at random or look into the program are not supported.
/// </summary>
internal static class Filters
{
    private static readonly Dictionary<string, (Signature Parameters, Func<object?, BoundArguments, object?> Apply)> Known = [];

    /// <summary>Those that take whatever stands behind them: a format's values, another filter's or a test's arguments.</summary>
    private static readonly Dictionary<string, Func<object?, Arguments, object?>> Open = new(StringComparer.Ordinal)
    {
        ["format"] = (v, a) => PyFormat.Filter(Py.Text(v), a),
        ["map"] = SequenceFilters.Map,
        ["select"] = (v, a) => SequenceFilters.Select("select", v, a, keep: true),
        ["reject"] = (v, a) => SequenceFilters.Select("reject", v, a, keep: false),
        ["selectattr"] = (v, a) => SequenceFilters.SelectAttribute("selectattr", v, a, keep: true),
        ["rejectattr"] = (v, a) => SequenceFilters.SelectAttribute("rejectattr", v, a, keep: false),
    };

    static Filters()
    {
        Add("tojson", "ensure_ascii indent separators sort_keys", PyJson.Filter);
        Add("string", "", (v, a) => Py.Text(v));
        Add("safe", "", (v, a) => Py.Text(v));
        Add("default", "default_value boolean", Default);
        Add("d", "default_value boolean", Default);
        Add("attr", "name!", (v, a) => Members.Of(v, a.Text("name")));

        Add("upper", "", (v, a) => FullCase.Upper(Py.Text(v)));
        Add("lower", "", (v, a) => FullCase.Lower(Py.Text(v)));
        Add("capitalize", "", (v, a) => FullCase.Capitalize(Py.Text(v)));
        Add("title", "", (v, a) => TextFilters.Title(Py.Text(v)));
        Add("trim", "chars", (v, a) => PyText.Strip(Py.Text(v), a.Get("chars")));
        Add(
            "replace",
            "old! new! count",
            (v, a) => PyText.Replace(Py.Text(v), Py.Text(a.Get("old")), Py.Text(a.Get("new")), a.Whole("count") ?? -1)
        );
        Add("indent", "width first blank", TextFilters.Indent);
        Add("center", "width", (v, a) => PyText.Center(Py.Text(v), a.Whole("width", 80)));
        Add("wordcount", "", (v, a) => TextFilters.Words(Py.Text(v)));
        Add("truncate", "length killwords end leeway", TextFilters.Truncate);

        Add("abs", "", (v, a) => NumberFilters.Abs(v));
        Add("int", "default base", (v, a) => NumberFilters.Int(v, a.Get("default", 0L), a.Whole("base", 10)));
        Add("float", "default", (v, a) => NumberFilters.Float(v, a.Get("default", 0.0)));
        Add("round", "precision method", NumberFilters.Round);
        Add("sum", "attribute start", NumberFilters.Sum);

        Add("length", "", (v, a) => Sequences.Length(v));
        Add("count", "", (v, a) => Sequences.Length(v));
        Add("first", "", (v, a) => SequenceFilters.First(v));
        Add("last", "", (v, a) => SequenceFilters.Last(v));
        Add("list", "", (v, a) => new JinjaList([.. Py.Iterate(v)]));
        Add("items", "", (v, a) => SequenceFilters.Items(v));
        Add("join", "d attribute", SequenceFilters.Join);
        Add("reverse", "", (v, a) => v is string ? Sequences.Slice(v, null, null, -1L) : JinjaList.Iterator(Py.Iterate(v).Reverse()));
        Add("unique", "case_sensitive attribute", SequenceFilters.Unique);
        Add("sort", "reverse case_sensitive attribute", SequenceFilters.Sort);
        Add("dictsort", "case_sensitive by reverse", SequenceFilters.DictSort);
        Add("groupby", "attribute! default case_sensitive", SequenceFilters.GroupBy);
        Add("min", "case_sensitive attribute", (v, a) => SequenceFilters.Extreme(v, a, -1));
        Add("max", "case_sensitive attribute", (v, a) => SequenceFilters.Extreme(v, a, 1));
        Add("batch", "linecount! fill_with", SequenceFilters.Batch);
        Add("slice", "slices! fill_with", SequenceFilters.Slice);
    }

    /// <exception cref="TemplateFault">The filter is not known, or takes other arguments.</exception>
    public static object? Apply(string name, object? value, Arguments arguments)
    {
        if (Open.TryGetValue(name, out var open))
            return open(value, arguments);
        return Known.TryGetValue(name, out var filter)
            ? filter.Apply(value, filter.Parameters.Bind(arguments))
            : throw new TemplateFault($"the filter '{name}' is not supported", TemplateFaultKind.Construct);
    }

    public static bool IsKnown(string name) => Known.ContainsKey(name) || Open.ContainsKey(name);

    private static void Add(string name, string parameters, Func<object?, BoundArguments, object?> apply) =>
        Known[name] = (new Signature($"the filter '{name}'", parameters), apply);

    private static object? Default(object? value, BoundArguments a) =>
        value is Undefined || (a.Flag("boolean") && !Py.IsTrue(value)) ? a.Get("default_value", "") : value;
}
