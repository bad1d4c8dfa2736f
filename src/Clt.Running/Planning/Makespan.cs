using Clt.Running.Pace;

namespace Clt.Running.Planning;

/// <summary>
/// Makespan: how long items take on workers side by side, each item after those it needs and the longest of what can start first, as
/// <see cref="Launching.WorkQueue"/> hands them out.
/// </summary>
internal static class Makespan
{
    /// <summary>Seconds until the last one ends.</summary>
    /// <param name="items">Each once, with its seconds on one core; a need that is not among them counts as done.</param>
    /// <param name="workers">Workers, with a core each.</param>
    public static double Of(IReadOnlyList<(string Id, double Seconds, IEnumerable<string> Needs)> items, int workers)
    {
        var seconds = items.ToDictionary(i => i.Id, i => i.Seconds, StringComparer.Ordinal);
        var needs = items.ToDictionary(i => i.Id, i => i.Needs.Where(seconds.ContainsKey).Distinct().ToList(), StringComparer.Ordinal);
        var waited = needs.SelectMany(n => n.Value.Select(needed => (needed, n.Key))).ToLookup(n => n.needed, n => n.Key);
        var open = needs.ToDictionary(n => n.Key, n => n.Value.Count, StringComparer.Ordinal);
        var ready = new PriorityQueue<string, double>(open.Where(o => o.Value == 0).Select(o => (o.Key, -seconds[o.Key])));
        var running = new PriorityQueue<string, double>();
        var now = 0.0;
        while (ready.Count > 0 || running.Count > 0)
        {
            while (ready.Count > 0 && running.Count < workers)
            {
                // A lone item computes with the cores that would be idle.
                var threads = Math.Max(1, workers / (running.Count + ready.Count));
                var next = ready.Dequeue();
                running.Enqueue(next, now + (seconds[next] / CoreClock.Speed(threads)));
            }

            if (!running.TryDequeue(out var ended, out now))
                break;
            foreach (var item in waited[ended].Where(item => --open[item] == 0))
                ready.Enqueue(item, -seconds[item]);
        }

        return now;
    }
}
