namespace Clt.Engine.ChatTemplates.Jinja;

/// <summary>The variable "loop" of one turn.</summary>
internal static class LoopState
{
    public static JinjaDict At(IReadOnlyList<object?> items, int index)
    {
        var loop = new JinjaDict();
        loop.Put("index0", (long)index);
        loop.Put("index", index + 1L);
        loop.Put("revindex0", items.Count - index - 1L);
        loop.Put("revindex", (long)items.Count - index);
        loop.Put("first", index == 0);
        loop.Put("last", index == items.Count - 1);
        loop.Put("length", (long)items.Count);
        loop.Put("previtem", index > 0 ? items[index - 1] : new Undefined("there is no previous item"));
        loop.Put("nextitem", index + 1 < items.Count ? items[index + 1] : new Undefined("there is no next item"));
        return loop;
    }
}
