namespace Clt.Running.Launching;

/// <summary>Hands out items to workers: each after those it needs, the longest first. Thread-safe.</summary>
public sealed class WorkQueue
{
    private readonly Lock _gate = new();
    private readonly List<LaunchItem> _waiting;
    private readonly HashSet<string> _open;
    private readonly Action<LaunchReport> _report;
    private bool _stopped;
    private int _running;

    /// <param name="items">The work; a need that is not among the items counts as done.</param>
    /// <param name="report">Told of items that fail because a need failed.</param>
    public WorkQueue(IReadOnlyList<LaunchItem> items, Action<LaunchReport> report)
    {
        _waiting = [.. items];
        _open = [.. items.Select(i => i.Id)];
        _report = report;
    }

    /// <summary>The next item, waiting until one can start; null when nothing is left or the token is cancelled.</summary>
    /// <param name="cores">Cores to share: an item gets its part of those that would be idle, the only one all of them.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public LaunchItem? Take(int cores, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            lock (_gate)
            {
                if (_stopped || _waiting.Count == 0)
                    return null;
                var ready = _waiting.Where(w => !w.Needs.Any(_open.Contains)).ToList();
                if (ready.MaxBy(w => w.Cost) is { } next)
                {
                    var threads = Math.Max(next.Threads, cores / (_running + ready.Count));
                    _waiting.Remove(next);
                    ++_running;
                    return next with { Threads = threads };
                }
            }

            cancel.WaitHandle.WaitOne(20);
        }

        return null;
    }

    /// <summary>An item ended well.</summary>
    public void Done(LaunchItem item)
    {
        lock (_gate)
        {
            _open.Remove(item.Id);
            --_running;
        }
    }

    /// <summary>An item failed: what needs it fails too.</summary>
    public void Failed(LaunchItem item, string reason, bool stopAll)
    {
        var lost = new List<LaunchItem>();
        lock (_gate)
        {
            _stopped |= stopAll;
            --_running;
            Drop(item.Id, lost);
        }

        _report(new LaunchReport(item.Id, LaunchState.Failed, Message: reason, StopAll: stopAll));
        foreach (var one in lost)
            _report(new LaunchReport(one.Id, LaunchState.Failed, Message: $"{item.Id}, which it needs, failed"));
    }

    private void Drop(string id, List<LaunchItem> lost)
    {
        foreach (var dependent in _waiting.Where(w => w.Needs.Contains(id)).ToList())
        {
            if (!_waiting.Remove(dependent))
                continue;
            lost.Add(dependent);
            Drop(dependent.Id, lost);
        }
    }
}
