namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>What a template can call: positional and named arguments in, a value out.</summary>
internal delegate object? Callable(IReadOnlyList<object?> positional, IReadOnlyDictionary<string, object?> named);
