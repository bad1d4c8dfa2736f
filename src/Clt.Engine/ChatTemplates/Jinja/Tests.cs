namespace Clt.Engine.ChatTemplates.Jinja;

/// <summary>Jinja's tests ("x is …").</summary>
internal static class Tests
{
    private static readonly Dictionary<string, Func<object?, Arguments, bool>> Known = new()
    {
        ["defined"] = (v, a) => v is not Undefined,
        ["undefined"] = (v, a) => v is Undefined,
        ["none"] = (v, a) => v is null,
        ["string"] = (v, a) => v is string,
        ["mapping"] = (v, a) => v is JinjaDict,
        ["iterable"] = (v, a) => v is string or JinjaList or JinjaDict or Undefined,
        ["sequence"] = (v, a) => v is string or JinjaList or JinjaDict or Undefined,
        ["boolean"] = (v, a) => v is bool,
        ["true"] = (v, a) => v is true,
        ["false"] = (v, a) => v is false,
        ["integer"] = (v, a) => v is long,
        ["float"] = (v, a) => v is double,
        ["number"] = (v, a) => v is long or double or bool,
        ["callable"] = (v, a) => v is Callable,
        ["odd"] = (v, a) => Whole(v) % 2 != 0,
        ["even"] = (v, a) => Whole(v) % 2 == 0,
        ["divisibleby"] = (v, a) => Operators.Apply("%", Whole(v), a.Get(0, "num")) is 0L,
        ["in"] = (v, a) => Operators.Contains(a.Get(0, "seq"), v),
        ["equalto"] = (v, a) => Py.AreEqual(v, a.Get(0, "other")),
        ["eq"] = (v, a) => Py.AreEqual(v, a.Get(0, "other")),
        ["ne"] = (v, a) => !Py.AreEqual(v, a.Get(0, "other")),
        ["lower"] = (v, a) => Py.Text(v) is var s && s.Any(char.IsLetter) && s == s.ToLowerInvariant(),
        ["upper"] = (v, a) => Py.Text(v) is var s && s.Any(char.IsLetter) && s == s.ToUpperInvariant(),
    };

    public static bool Apply(string name, object? value, Arguments arguments) => Known.TryGetValue(name, out var test)
        ? test(value, arguments)
        : throw new TemplateFault($"the test '{name}' is not supported");

    public static bool IsKnown(string name) => Known.ContainsKey(name);

    private static long Whole(object? value) => Py.Integer(value) ?? throw new TemplateFault("a whole number is expected");
}
