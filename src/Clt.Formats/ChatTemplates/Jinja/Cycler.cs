namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>cycler(…): gives its values in turn.</summary>
internal sealed class Cycler(IReadOnlyList<object?> values) : IJinjaObject
{
    private int _at;

    public string Name => "a cycler";

    public bool TryMember(string name, out object? value)
    {
        value = name switch
        {
            "current" => values[_at],
            "next" => (Callable)((p, n) => Next()),
            "reset" => (Callable)((p, n) => Reset()),
            _ => null,
        };
        return name is "current" or "next" or "reset";
    }

    private object? Next()
    {
        var value = values[_at];
        _at = (_at + 1) % values.Count;
        return value;
    }

    private object? Reset()
    {
        _at = 0;
        return null;
    }
}
