namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>A dictionary that keeps the order of its keys; templates cannot change it.</summary>
internal sealed class JinjaDict
{
    private readonly List<object?> _keys = [];
    private readonly List<object?> _values = [];
    private readonly Dictionary<string, int> _names = [];

    public IReadOnlyList<object?> Keys => _keys;

    public IReadOnlyList<object?> Values => _values;

    public IEnumerable<object?> Pairs => _keys.Select((key, i) => JinjaList.Tuple(key, _values[i]));

    public void Put(object? key, object? value)
    {
        var at = Find(key);
        if (at >= 0)
        {
            _values[at] = value;
            return;
        }

        if (key is string name)
            _names[name] = _keys.Count;
        _keys.Add(key);
        _values.Add(value);
    }

    public bool TryGet(object? key, out object? value)
    {
        var at = Find(key);
        value = at >= 0 ? _values[at] : null;
        return at >= 0;
    }

    private int Find(object? key) => key is string name ? _names.GetValueOrDefault(name, -1) : _keys.FindIndex(k => Py.AreEqual(k, key));
}

/// <summary>A value with attributes that are not keys: the variable "loop", a cycler.</summary>
internal interface IJinjaObject
{
    /// <summary>For messages.</summary>
    string Name { get; }

    bool TryMember(string name, out object? value);
}

/// <summary>namespace(…): the one value whose members a template may set.</summary>
internal sealed class JinjaNamespace
{
    public Dictionary<string, object?> Members { get; } = [];
}
