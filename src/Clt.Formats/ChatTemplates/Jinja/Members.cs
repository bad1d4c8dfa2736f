using System.Globalization;

namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>a.b and a['b']: nothing of the host's objects can be reached, only methods on the list, keys and namespace members.</summary>
internal static class Members
{
    /// <summary>a.b: a method first, then a key.</summary>
    public static object? Of(object? value, string name)
    {
        if (value is Undefined undefined)
            throw new TemplateFault(undefined.Hint);
        if (value is JinjaNamespace space)
            return space.Members.TryGetValue(name, out var member) ? member : Missing(value, name);
        if (value is IJinjaObject known)
            return known.TryMember(name, out var own) ? own : Missing(value, name);
        if (value is JinjaList { Names: { } names } list && names.Contains(name))
            return list.Items[names.ToList().IndexOf(name)];
        if (Methods.Find(value, name) is { } method)
            return method;
        return value is JinjaDict dict && dict.TryGet(name, out var item) ? item : Missing(value, name);
    }

    /// <summary>a[b]: an index or key first, then a method.</summary>
    public static object? At(object? value, object? key)
    {
        if (value is Undefined undefined)
            throw new TemplateFault(undefined.Hint);
        if (value is JinjaDict dict && dict.TryGet(key, out var item))
            return item;
        if (value is string or JinjaList && Py.Integer(key) is { } index)
            return Sequences.At(value, index);
        return key is string name ? Of(value, name) : Missing(value, Py.Text(key));
    }

    /// <summary>What the attribute of a filter names: a key, an index, or several with full stops between (<c>function.name</c>).</summary>
    /// <param name="value">Of which.</param>
    /// <param name="path">A text or a whole number.</param>
    /// <param name="otherwise">What stands for a part that is undefined; null for nothing.</param>
    public static object? Along(object? value, object? path, object? otherwise = null)
    {
        if (Py.Integer(path) is { } index)
            return Step(value, index, otherwise);
        foreach (var part in Py.Text(path).Split('.'))
        {
            var key = part.Length > 0 && part.All(char.IsDigit) ? (object)long.Parse(part, CultureInfo.InvariantCulture) : part;
            value = Step(value, key, otherwise);
        }

        return value;
    }

    private static object? Step(object? value, object key, object? otherwise)
    {
        var found = At(value, key);
        return found is Undefined && otherwise is not null ? otherwise : found;
    }

    private static Undefined Missing(object? value, string name) => new($"{Py.TypeName(value)} has no '{name}'");
}
