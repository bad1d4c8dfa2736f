namespace Clt.Plugins.Metrics.Judge;

/// <summary>Lets so many requests begin in a minute, evenly spread.</summary>
internal sealed class Pace(int perMinute)
{
    private readonly long _step = TimeSpan.TicksPerMinute / perMinute;
    private readonly Lock _gate = new();
    private long _next;

    /// <summary>Waits for this request's turn.</summary>
    public Task Wait(CancellationToken cancel)
    {
        long wait;
        lock (_gate)
        {
            var now = DateTime.UtcNow.Ticks;
            wait = Math.Max(0, _next - now);
            _next = Math.Max(_next, now) + _step;
        }

        return wait == 0 ? Task.CompletedTask : Task.Delay(TimeSpan.FromTicks(wait), cancel);
    }
}
