namespace Clt.Engine.Generation.Decoding;

/// <summary>Items that have not begun yet. They join in groups, so that reading their prompts stays worth a forward pass.</summary>
internal sealed class WaitingQueue(DecodingTask task, GenerationSettings settings)
{
    private readonly IReadOnlyList<int> _order = task.Session.Order;
    private int _next;

    public bool IsEmpty => _next == _order.Count;

    /// <summary>The items that join now: some when a quarter of the places is free and the session has room, else none.</summary>
    /// <param name="live">Items that are being continued.</param>
    public int[] Join(int live)
    {
        var free = settings.BatchSize - live;
        if (IsEmpty || (live > 0 && free * 4 < settings.BatchSize))
            return [];
        var count = task.Session.Admits([.. _order.Skip(_next).Take(free)]);
        _next += count;
        return [.. _order.Skip(_next - count).Take(count)];
    }
}
