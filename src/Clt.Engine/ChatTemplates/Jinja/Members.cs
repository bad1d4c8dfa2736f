namespace Clt.Engine.ChatTemplates.Jinja;

/// <summary>a.b and a['b']: nothing of the host's objects can be reached, only methods on the list, keys and namespace members.</summary>
internal static class Members
{
    /// <summary>a.b: a method first, then a key.</summary>
    public static object? Of(object? value, string name)
    {
        if (value is Undefined undefined) throw new TemplateFault(undefined.Hint);
        if (value is JinjaNamespace space) return space.Members.TryGetValue(name, out var member) ? member : Missing(value, name);
        if (Methods.Find(value, name) is { } method) return method;
        return value is JinjaDict dict && dict.TryGet(name, out var item) ? item : Missing(value, name);
    }

    /// <summary>a[b]: an index or key first, then a method.</summary>
    public static object? At(object? value, object? key)
    {
        if (value is Undefined undefined) throw new TemplateFault(undefined.Hint);
        if (value is JinjaDict dict && dict.TryGet(key, out var item)) return item;
        if (value is string or JinjaList && Py.Integer(key) is { } index) return Sequences.At(value, index);
        return key is string name && value is not JinjaDict ? Of(value, name) : Missing(value, Py.Text(key));
    }

    private static Undefined Missing(object? value, string name) => new($"{Py.TypeName(value)} has no '{name}'");
}
