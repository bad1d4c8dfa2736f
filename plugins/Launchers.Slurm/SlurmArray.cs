namespace Clt.Plugins.Launchers.Slurm;

/// <summary>Items that are submitted together: none needs another, and all have as many ranks and threads.</summary>
/// <param name="Wave">Items need only those of earlier waves.</param>
/// <param name="Items">The most costly first, since Slurm starts tasks in their order.</param>
internal sealed record SlurmArray(int Wave, IReadOnlyList<LaunchItem> Items)
{
    /// <summary>All items in arrays of at most so many.</summary>
    public static IReadOnlyList<SlurmArray> Of(IReadOnlyList<LaunchItem> items, int most)
    {
        var waiting = items.ToList();
        var arrays = new List<SlurmArray>();
        for (var wave = 0; waiting.Count > 0; wave++)
        {
            var open = waiting.Select(w => w.Id).ToHashSet(StringComparer.Ordinal);
            var ready = waiting.Where(w => !w.Needs.Any(open.Contains)).ToList();
            if (ready.Count == 0)
                throw new ArgumentException("Items need each other in a circle.", nameof(items));
            foreach (var alike in ready.GroupBy(r => (r.Ranks, r.Threads)))
                arrays.AddRange(alike.OrderByDescending(i => i.Cost).Chunk(most).Select(chunk => new SlurmArray(wave, chunk)));
            waiting.RemoveAll(ready.Contains);
        }

        return arrays;
    }
}
