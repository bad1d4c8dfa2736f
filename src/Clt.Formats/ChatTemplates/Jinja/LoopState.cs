namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>The variable "loop": where the loop is, and what it remembers between turns.</summary>
/// <param name="items">What it walks.</param>
internal sealed class LoopState(IReadOnlyList<object?> items) : IJinjaObject
{
    private JinjaList? _changed;

    public string Name => "loop";

    /// <summary>The turn, from 0.</summary>
    public int Index { get; set; }

    public bool TryMember(string name, out object? value)
    {
        (var known, value) = name switch
        {
            "index0" => (true, (object?)(long)Index),
            "index" => (true, Index + 1L),
            "revindex0" => (true, items.Count - Index - 1L),
            "revindex" => (true, (long)items.Count - Index),
            "first" => (true, Index == 0),
            "last" => (true, Index == items.Count - 1),
            "length" => (true, (long)items.Count),
            // Only a recursive loop is deeper.
            "depth0" => (true, 0L),
            "depth" => (true, 1L),
            "previtem" => (true, Index > 0 ? items[Index - 1] : new Undefined("there is no previous item")),
            "nextitem" => (true, Index + 1 < items.Count ? items[Index + 1] : new Undefined("there is no next item")),
            "cycle" => (true, (Callable)((p, n) => Cycle(p))),
            "changed" => (true, (Callable)((p, n) => Changed(p))),
            _ => (false, null),
        };
        return known;
    }

    private object? Cycle(IReadOnlyList<object?> values) =>
        values.Count > 0 ? values[Index % values.Count] : throw new TemplateFault("loop.cycle needs values to cycle through");

    private object Changed(IReadOnlyList<object?> values)
    {
        var now = JinjaList.Tuple(values);
        var changed = _changed is null || !Py.AreEqual(_changed, now);
        _changed = now;
        return changed;
    }
}
