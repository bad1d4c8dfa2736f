namespace Clt.Engine.ChatTemplates.Jinja;

/// <summary>The evaluated arguments of a filter, test or method.</summary>
internal sealed record Arguments(IReadOnlyList<object?> Positional, IReadOnlyDictionary<string, object?> Named)
{
    /// <summary>The argument at a place or of a name, or the given one.</summary>
    public object? Get(int at, string name, object? otherwise = null) =>
        at < Positional.Count ? Positional[at] : Named.TryGetValue(name, out var value) ? value : otherwise;

    public string Text(int at, string name, string? otherwise = null) =>
        Get(at, name, otherwise) is string text ? text : throw new TemplateFault($"the argument '{name}' is a string");

    /// <summary>Refuses more arguments than are known.</summary>
    public Arguments AtMost(int count) =>
        Positional.Count + Named.Count <= count ? this : throw new TemplateFault($"at most {count} arguments are taken");
}
