namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>Jinja's tests ("x is …").</summary>
internal static class Tests
{
    private static readonly Dictionary<string, (Signature Parameters, Func<object?, BoundArguments, bool> Holds)> Known = [];

    static Tests()
    {
        Add("defined", v => v is not Undefined);
        Add("undefined", v => v is Undefined);
        Add("none", v => v is null);
        Add("string", v => v is string);
        Add("mapping", v => v is JinjaDict);
        Add("iterable", v => v is string or JinjaList or JinjaDict or Undefined);
        Add("sequence", v => v is string or JinjaList { IsListOrTuple: true } or JinjaDict or Undefined);
        Add("boolean", v => v is bool);
        Add("true", v => v is true);
        Add("false", v => v is false);
        Add("integer", v => v is long);
        Add("float", v => v is double);
        Add("number", v => v is long or double or bool);
        Add("callable", v => v is Callable or Undefined);
        Add("odd", v => Py.AreEqual(Operators.Apply("%", v, 2L), 1L));
        Add("even", v => Py.AreEqual(Operators.Apply("%", v, 2L), 0L));
        Add("lower", v => FullCase.IsAll(Py.Text(v), FullCase.IsLower));
        Add("upper", v => FullCase.IsAll(Py.Text(v), FullCase.IsUpper));
        Add("filter", v => v is string name && Filters.IsKnown(name));
        Add("test", v => v is string name && IsKnown(name));
        Add("divisibleby", "num!", (v, a) => Py.AreEqual(Operators.Apply("%", v, a.Get("num")), 0L));
        Add("sameas", "other!", (v, a) => IsSame(v, a.Get("other")));
        Add("in", "seq!", (v, a) => Operators.Contains(a.Get("seq"), v));
        Compare("==", "eq", "equalto");
        Compare("!=", "ne");
        Compare("<", "lt", "lessthan");
        Compare("<=", "le");
        Compare(">", "gt", "greaterthan");
        Compare(">=", "ge");
    }

    /// <exception cref="TemplateFault">The test is not known, or takes other arguments.</exception>
    public static bool Apply(string name, object? value, Arguments arguments) =>
        Known.TryGetValue(name, out var test)
            ? test.Holds(value, test.Parameters.Bind(arguments))
            : throw new TemplateFault($"the test '{name}' is not supported", TemplateFaultKind.Construct);

    public static bool IsKnown(string name) => Known.ContainsKey(name);

    private static void Add(string name, Func<object?, bool> holds) => Add(name, "", (v, a) => holds(v));

    private static void Add(string name, string parameters, Func<object?, BoundArguments, bool> holds) =>
        Known[name] = (new Signature($"the test '{name}'", parameters), holds);

    /// <summary>A comparison under its sign and its names.</summary>
    private static void Compare(string sign, params ReadOnlySpan<string> names)
    {
        foreach (var name in (string[])[sign, .. names])
            Add(name, "/ other!", (v, a) => Operators.Holds(sign, v, a.Get("other")));
    }

    /// <summary>Whether two values are one object. Of numbers and texts Python decides that by how they were made.</summary>
    private static bool IsSame(object? a, object? b)
    {
        if (a is long or double or string && b is long or double or string && Py.AreEqual(a, b))
            throw new TemplateFault("the test 'sameas' of equal numbers or texts is not supported", TemplateFaultKind.Construct);
        return (a is null && b is null) || (a is bool x && b is bool y && x == y) || (a is not null && ReferenceEquals(a, b));
    }
}
