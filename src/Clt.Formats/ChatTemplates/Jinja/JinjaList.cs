namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>What kind of sequence a value is in Python.</summary>
internal enum SequenceKind
{
    List,
    Tuple,

    /// <summary>What map, select and their kin give: it can be walked once, and has no length and no elements by number.</summary>
    Iterator,

    /// <summary>What keys(), values() and items() of a dictionary give: no elements by number.</summary>
    View,
}

/// <summary>A list, tuple or iterator; templates cannot change it.</summary>
internal sealed class JinjaList(IReadOnlyList<object?> items, SequenceKind kind = SequenceKind.List, IReadOnlyList<string>? names = null)
{
    private bool _spent;

    /// <summary>A sequence of so many elements, whatever its kind; walking an iterator is <see cref="Walk"/>.</summary>
    public IReadOnlyList<object?> Items { get; } = items;

    public SequenceKind Kind { get; } = kind;

    public bool IsTuple => Kind == SequenceKind.Tuple;

    public bool IsIterator => Kind == SequenceKind.Iterator;

    /// <summary>Whether it has elements by number, a text and JSON.</summary>
    public bool IsListOrTuple => Kind is SequenceKind.List or SequenceKind.Tuple;

    /// <summary>Names of a tuple's elements (groupby's grouper and list), or null.</summary>
    public IReadOnlyList<string>? Names { get; } = names;

    public static JinjaList Tuple(params IReadOnlyList<object?> items) => new(items, SequenceKind.Tuple);

    public static JinjaList Iterator(IEnumerable<object?> items) => new([.. items], SequenceKind.Iterator);

    /// <summary>The elements; an iterator gives them once.</summary>
    public IReadOnlyList<object?> Walk()
    {
        if (!IsIterator)
            return Items;
        if (_spent)
            return [];
        _spent = true;
        return Items;
    }
}
