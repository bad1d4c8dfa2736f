namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>Filters of sequences and mappings.</summary>
internal static class SequenceFilters
{
    private static readonly Comparer<object?> Order = Comparer<object?>.Create(Py.Compare);

    public static object? First(object? value)
    {
        // One element of an iterator is gone then; nothing is left of it here.
        var items = Py.Iterate(value);
        return items.Count > 0 ? items[0] : new Undefined("there is no first item");
    }

    public static object? Last(object? value) =>
        value is JinjaList { IsIterator: true } ? throw new TemplateFault("an iterator has no last item: make a list of it first")
        : Py.Iterate(value) is { Count: > 0 } items ? items[^1]
        : new Undefined("there is no last item");

    public static JinjaList Items(object? value) =>
        value switch
        {
            JinjaDict dict => JinjaList.Iterator(dict.Pairs),
            Undefined => JinjaList.Iterator([]),
            _ => throw new TemplateFault("only a mapping has items"),
        };

    public static object? Join(object? value, BoundArguments a)
    {
        var items = Py.Iterate(value);
        if (a.Get("attribute") is { } path)
            items = [.. items.Select(i => Members.Along(i, path))];
        return PyText.Join(items.Select(Py.Text), Py.Text(a.Get("d", "")));
    }

    /// <summary>A filter over each item, or an attribute of each.</summary>
    public static object? Map(object? value, Arguments a)
    {
        if (a.Positional.Count == 0 && a.Named.ContainsKey("attribute"))
        {
            var bound = new Signature("the filter 'map'", "attribute default").Bind(a);
            return JinjaList.Iterator(Walk(value).Select(i => Members.Along(i, bound.Get("attribute"), bound.Get("default"))));
        }

        if (a.Positional.Count == 0)
            throw new TemplateFault("the filter 'map' needs a filter or an attribute", TemplateFaultKind.Construct);
        var (filter, rest) = (Py.Text(a.Positional[0]), a.Skip(1));
        return JinjaList.Iterator(Walk(value).Select(i => Filters.Apply(filter, i, rest)));
    }

    public static JinjaList Select(string filter, object? value, Arguments a, bool keep) => Select(filter, value, a, item => item, keep);

    public static JinjaList SelectAttribute(string filter, object? value, Arguments a, bool keep) =>
        a.Positional.Count > 0
            ? Select(filter, value, a.Skip(1), item => Members.Along(item, a.Positional[0]), keep)
            : throw new TemplateFault($"the filter '{filter}' needs an attribute", TemplateFaultKind.Construct);

    public static JinjaList Unique(object? value, BoundArguments a)
    {
        var (seen, kept) = (new List<object?>(), new List<object?>());
        foreach (var item in Py.Iterate(value))
        {
            var key = Key(item, a.Get("attribute"), a);
            if (key is JinjaDict or JinjaList { IsTuple: false })
                throw new TemplateFault($"unique takes no {Py.TypeName(key)}");
            if (seen.Exists(s => Py.AreEqual(s, key)))
                continue;
            seen.Add(key);
            kept.Add(item);
        }

        return JinjaList.Iterator(kept);
    }

    public static JinjaList Sort(object? value, BoundArguments a)
    {
        // Several attributes stand with commas between; the first that differs decides.
        object?[] paths = a.Get("attribute") is string several ? several.Split(',') : [a.Get("attribute")];
        var keys = Py.Iterate(value).Select(i => (Item: i, Key: (object?)new JinjaList([.. paths.Select(p => Key(i, p, a))]))).ToList();
        return new JinjaList([.. Sorted(keys, k => k.Key, a.Flag("reverse")).Select(k => k.Item)]);
    }

    public static JinjaList DictSort(object? value, BoundArguments a)
    {
        var dict = value as JinjaDict ?? throw new TemplateFault("only a mapping can be sorted by key");
        var by = Py.Text(a.Get("by", "key"));
        if (by is not ("key" or "value"))
            throw new TemplateFault($"dictsort sorts by 'key' or 'value', not by '{by}'", TemplateFaultKind.Construct);
        var pairs = dict.Pairs.Cast<JinjaList>().Select(p => (Pair: p, Key: Folded(p.Items[by == "key" ? 0 : 1], a))).ToList();
        return new JinjaList([.. Sorted(pairs, p => p.Key, a.Flag("reverse")).Select(p => (object?)p.Pair)]);
    }

    /// <summary>The pairs of a dictionary by its keys, as Python's sorted orders them.</summary>
    public static JinjaList ByKey(JinjaDict dict) => new([.. Sorted(dict.Pairs.Cast<JinjaList>(), p => p.Items[0], reverse: false)]);

    /// <summary>Groups of items that have the attribute in common, by its order: tuples of the attribute and the list.</summary>
    public static JinjaList GroupBy(object? value, BoundArguments a)
    {
        var (path, otherwise) = (a.Get("attribute"), a.Get("default"));
        var groups = new List<(object? Key, List<object?> Items)>();
        var keys = Py.Iterate(value).Select(i => (Item: i, Key: Folded(Members.Along(i, path, otherwise), a)));
        foreach (var item in Sorted(keys, k => k.Key, reverse: false))
        {
            if (groups.Count == 0 || !Py.AreEqual(groups[^1].Key, item.Key))
                groups.Add((item.Key, []));
            groups[^1].Items.Add(item.Item);
        }

        return new JinjaList([
            .. groups.Select(g =>
                (object?)
                    new JinjaList(
                        [Members.Along(g.Items[0], path, otherwise), new JinjaList(g.Items)],
                        SequenceKind.Tuple,
                        ["grouper", "list"]
                    )
            ),
        ]);
    }

    /// <summary>The least (-1) or greatest (1) item, the first of equal ones.</summary>
    public static object? Extreme(object? value, BoundArguments a, int sign)
    {
        var items = Py.Iterate(value);
        if (items.Count == 0)
            return new Undefined("there is no item in an empty sequence");
        var best = items[0];
        var bestKey = Key(best, a.Get("attribute"), a);
        foreach (var item in items.Skip(1))
        {
            var key = Key(item, a.Get("attribute"), a);
            if (sign * Py.Compare(key, bestKey) > 0)
                (best, bestKey) = (item, key);
        }

        return best;
    }

    public static JinjaList Batch(object? value, BoundArguments a)
    {
        var size = a.Whole("linecount", 1);
        if (size < 1)
            throw new TemplateFault($"batch makes rows of {size}");
        var rows = Py.Iterate(value).Chunk((int)Math.Min(size, int.MaxValue)).Select(r => r.ToList()).ToList();
        if (a.Get("fill_with") is { } fill && rows.Count > 0)
        {
            Budget.Limit(size);
            while (rows[^1].Count < size)
                rows[^1].Add(fill);
        }

        return JinjaList.Iterator(rows.Select(r => new JinjaList(r)));
    }

    public static JinjaList Slice(object? value, BoundArguments a)
    {
        var (items, slices) = (Py.Iterate(value), a.Whole("slices", 1));
        if (slices < 1)
            throw new TemplateFault($"slice makes {slices} columns");
        Budget.Limit(slices);
        var (size, extra) = Math.DivRem(items.Count, slices);
        var (columns, at) = (new List<object?>(), 0L);
        for (var i = 0L; i < slices; i++)
        {
            var end = at + size + (i < extra ? 1 : 0);
            var column = items.Skip((int)at).Take((int)(end - at)).ToList();
            if (a.Get("fill_with") is { } fill && i >= extra)
                column.Add(fill);
            columns.Add(new JinjaList(column));
            at = end;
        }

        return JinjaList.Iterator(columns);
    }

    private static JinjaList Select(string filter, object? value, Arguments a, Func<object?, object?> of, bool keep)
    {
        if (a.Positional.Count == 0 && a.Named.Count > 0)
            throw new TemplateFault($"the filter '{filter}' takes no argument '{a.Named.Keys.First()}'", TemplateFaultKind.Construct);
        bool Passes(object? item) =>
            a.Positional.Count == 0 ? Py.IsTrue(of(item)) : Tests.Apply(Py.Text(a.Positional[0]), of(item), a.Skip(1));
        return JinjaList.Iterator(Walk(value).Where(item => Passes(item) == keep));
    }

    /// <summary>What map and select walk: nothing of a value that is false, even one that cannot be walked.</summary>
    private static IReadOnlyList<object?> Walk(object? value) => Py.IsTrue(value) ? Py.Iterate(value) : [];

    /// <summary>Stable both ways, as Python's sorted.</summary>
    private static List<T> Sorted<T>(IEnumerable<T> items, Func<T, object?> key, bool reverse)
    {
        try
        {
            return [.. reverse ? items.OrderByDescending(key, Order) : items.OrderBy(key, Order)];
        }
        catch (InvalidOperationException e) when (e.InnerException is TemplateFault fault)
        {
            throw fault;
        }
    }

    private static object? Key(object? item, object? path, BoundArguments a) => Folded(path is null ? item : Members.Along(item, path), a);

    private static object? Folded(object? value, BoundArguments a) =>
        value is string text && !a.Flag("case_sensitive") ? FullCase.Lower(text) : value;
}
