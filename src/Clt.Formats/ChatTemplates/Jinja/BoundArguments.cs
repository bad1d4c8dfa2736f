namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>Arguments by the names of the parameters that took them; what was not given is not there.</summary>
internal sealed class BoundArguments(string of, IReadOnlyDictionary<string, object?> values)
{
    /// <summary>The argument, or what stands for it where none was given.</summary>
    public object? Get(string name, object? otherwise = null) => values.TryGetValue(name, out var value) ? value : otherwise;

    public bool Has(string name) => values.ContainsKey(name);

    public bool Flag(string name) => Py.IsTrue(Get(name, false));

    public string Text(string name, string? otherwise = null) => Get(name, otherwise) is string text ? text : throw Wrong(name, "a string");

    /// <summary>A whole number; None and nothing are null.</summary>
    public long? Whole(string name) => Get(name) is not { } value ? null : Py.Integer(value) ?? throw Wrong(name, "a whole number");

    public long Whole(string name, long otherwise) => Has(name) ? Whole(name) ?? throw Wrong(name, "a whole number") : otherwise;

    private TemplateFault Wrong(string name, string what) => new($"the argument '{name}' of {of} is {Py.TypeName(Get(name))}, not {what}");
}

/// <summary>The evaluated arguments of a filter, test, function or method.</summary>
internal sealed record Arguments(IReadOnlyList<object?> Positional, IReadOnlyDictionary<string, object?> Named)
{
    public static readonly Arguments None = new([], new Dictionary<string, object?>());

    /// <summary>The same without the first ones.</summary>
    public Arguments Skip(int count) => this with { Positional = [.. Positional.Skip(count)] };
}

/// <summary>What a template can call: positional and named arguments in, a value out.</summary>
internal delegate object? Callable(IReadOnlyList<object?> positional, IReadOnlyDictionary<string, object?> named);
