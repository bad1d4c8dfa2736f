using System.Diagnostics;

namespace Clt.Plugins.Launchers.Slurm;

/// <summary>Arrays on their way through a cluster: submitted as far as it has room, followed until the last task has ended.</summary>
internal sealed class SlurmRun(LaunchJob job, SlurmSettings settings, SlurmLimits limits, IReadOnlyList<SlurmArray> arrays)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>A task that has left the queue may still be about to write how it ended, on another node's disk.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Queue<SlurmArray> _unsubmitted = new(arrays);
    private readonly List<(string Job, int Wave)> _jobs = [];
    private readonly Dictionary<string, LaunchItem> _tasks = new(StringComparer.Ordinal);
    private readonly HashSet<string> _started = [];
    private readonly Dictionary<string, long> _gone = [];

    /// <summary>Submits all and waits for them. Where it ends early, what was submitted is taken from the queue.</summary>
    /// <exception cref="InputException">Slurm is not here, or refuses an array.</exception>
    public void Follow(CancellationToken cancel)
    {
        try
        {
            for (Submit(); _tasks.Count > 0 || _unsubmitted.Count > 0; Submit())
            {
                cancel.WaitHandle.WaitOne(Pause);
                cancel.ThrowIfCancellationRequested();
                Look();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or InputException)
        {
            if (_jobs.Count > 0)
                SlurmQueue.Cancel(_jobs.Select(j => j.Job));
            throw;
        }
    }

    /// <summary>Submits arrays as long as the controller has room for their tasks; what waits is looked at again after a pause.</summary>
    private void Submit()
    {
        while (_unsubmitted.TryPeek(out var array))
        {
            if (limits.MaxJobCount != int.MaxValue && !limits.Fit(SlurmQueue.Held(), array.Items.Count))
                return;
            if (SlurmQueue.Submit(SlurmScript.Of(array.Items, job, settings), Before(array)) is not { } id)
                return;
            _unsubmitted.Dequeue();
            _jobs.Add((id, array.Wave));
            for (var i = 0; i < array.Items.Count; i++)
                _tasks.Add($"{id}_{i}", array.Items[i]);
        }
    }

    /// <summary>The jobs that must have ended: all of earlier waves, and every one where only so many items may run at once.</summary>
    private List<string> Before(SlurmArray array) =>
        [.. _jobs.Where(j => (j.Wave < array.Wave || settings.Concurrent is not null) && IsOpen(j.Job)).Select(j => j.Job)];

    private bool IsOpen(string id) => _tasks.Keys.Any(t => t.StartsWith(id + "_", StringComparison.Ordinal));

    private void Look()
    {
        var alive = SlurmQueue.Alive(_jobs.Select(j => j.Job).Where(IsOpen));
        foreach (var (task, item) in _tasks.ToList())
        {
            if (File.Exists(PathOf(item, SlurmScript.Log)) && _started.Add(task))
                job.Report(new LaunchReport(item.Id, LaunchState.Started));
            if (alive.Contains(task))
                _gone.Remove(task);
            else
                _gone.TryAdd(task, Stopwatch.GetTimestamp());
            if (End(item, _gone.TryGetValue(task, out var since) && Stopwatch.GetElapsedTime(since) > Patience) is not { } end)
                continue;
            job.Report(end);
            _tasks.Remove(task);
        }
    }

    private LaunchReport? End(LaunchItem item, bool lost)
    {
        if (File.Exists(PathOf(item, SlurmScript.Done)))
            return new LaunchReport(item.Id, LaunchState.Done, Fraction: 1);
        var failed = PathOf(item, SlurmScript.Failed);
        if (File.Exists(failed))
            return Failure($"it ended with exit code {File.ReadAllText(failed).Trim()}");
        return lost ? Failure("Slurm ended its job") : null;

        LaunchReport Failure(string how) =>
            new(item.Id, LaunchState.Failed, Message: $"{how}; {PathOf(item, SlurmScript.Log)} ends with: {Tail(item)}");
    }

    private string Tail(LaunchItem item)
    {
        var log = PathOf(item, SlurmScript.Log);
        if (!File.Exists(log))
            return "(nothing was written)";
        return string.Join(" / ", File.ReadLines(log).Where(l => l.Trim().Length > 0).TakeLast(3));
    }

    private string PathOf(LaunchItem item, string ending) => Path.Combine(job.Folder, item.Id + ending);
}
