namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>Names with their values; a scope sees those of the scopes around it and sets its own.</summary>
internal sealed class Scope(Scope? parent = null)
{
    private readonly Dictionary<string, object?> _values = [];

    public object? this[string name]
    {
        set => _values[name] = value;
    }

    public object? Get(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope._values.TryGetValue(name, out var value))
                return value;
        }

        return new Undefined($"'{name}' is undefined");
    }

    private Scope? Parent => parent;
}
