using System.Text;

namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>Length, indexing and slicing of strings (by code points), lists and tuples.</summary>
internal static class Sequences
{
    public static long Length(object? value) =>
        value switch
        {
            string s => s.EnumerateRunes().Count(),
            JinjaList { IsIterator: false } list => list.Items.Count,
            JinjaDict dict => dict.Keys.Count,
            Undefined => 0,
            _ => throw new TemplateFault($"'{Py.TypeName(value)}' has no length"),
        };

    /// <summary>The element, counted from the end where negative; undefined past the ends.</summary>
    public static object? At(object? value, long index)
    {
        if (value is JinjaList { IsListOrTuple: false })
            return new Undefined($"{Py.TypeName(value)} has no element {index}");
        var items = Py.Iterate(value);
        if (index < 0)
            index += items.Count;
        return index >= 0 && index < items.Count ? items[(int)index] : new Undefined($"there is no element {index}");
    }

    /// <summary>value[from:to:step] by Python's rules.</summary>
    public static object? Slice(object? value, object? from, object? to, object? step)
    {
        // As an element that is not there: undefined.
        if (value is not (string or JinjaList { IsListOrTuple: true }))
            return new Undefined($"{Py.TypeName(value)} has no slices");
        var items = Py.Iterate(value);
        var by = Bound(step) ?? 1;
        if (by == 0)
            throw new TemplateFault("the step of a slice is 0");
        var (lowest, highest) = by > 0 ? (0, items.Count) : (-1, items.Count - 1);
        var start = Clamp(Bound(from), items.Count, lowest, highest) ?? (by > 0 ? lowest : highest);
        var stop = Clamp(Bound(to), items.Count, lowest, highest) ?? (by > 0 ? highest : lowest);
        var taken = new List<object?>();
        for (var i = start; by > 0 ? i < stop : i > stop; i += by)
            taken.Add(items[(int)i]);
        return value is string ? string.Concat(taken) : new JinjaList(taken, ((JinjaList)value).Kind);
    }

    private static long? Bound(object? value) =>
        value is null ? null
        : Py.Integer(value) is { } i ? Math.Clamp(i, -1L << 40, 1L << 40)
        : throw new TemplateFault($"a slice takes whole numbers, not {Py.TypeName(value)}");

    private static long? Clamp(long? bound, int count, long lowest, long highest) =>
        bound is { } b ? Math.Clamp(b < 0 ? b + count : b, lowest, highest) : null;
}
