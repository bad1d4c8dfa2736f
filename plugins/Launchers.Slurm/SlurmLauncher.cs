using System.Diagnostics;

namespace Clt.Plugins.Launchers.Slurm;

/// <summary>
/// Places items as Slurm jobs: an array for those that need nothing, one after it for those that need these, and so on. Items are
/// idempotent, so Slurm may requeue them as it likes. Every node must see the folder of the runs and the program.
/// </summary>
public sealed class SlurmLauncher : ILauncher
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>A task that has left the queue may still be about to write how it ended, on another node's disk.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public string Name => "slurm";

    public void Launch(LaunchJob job, CancellationToken cancel)
    {
        var settings = SlurmSettings.Read(job.Settings);
        if (job.Worker is null) throw new ArgumentException("Slurm needs a command.", nameof(job));
        var arrays = Arrays(job.Items);
        if (settings.DryRun)
        {
            foreach (var array in arrays)
                job.Report(new LaunchReport(array[0].Id, LaunchState.Progress, Message: SlurmScript.Of(array, job, settings)));
            return;
        }

        Directory.CreateDirectory(job.Folder);
        foreach (var item in job.Items)
        {
            File.Delete(PathOf(job, item, SlurmScript.Done));
            File.Delete(PathOf(job, item, SlurmScript.Failed));
        }

        var jobs = new List<string>();
        try
        {
            var tasks = new Dictionary<string, LaunchItem>(StringComparer.Ordinal);
            foreach (var array in arrays)
            {
                jobs.Add(SlurmQueue.Submit(SlurmScript.Of(array, job, settings), jobs.TakeLast(1).ToList()));
                for (var i = 0; i < array.Count; i++) tasks.Add($"{jobs[^1]}_{i}", array[i]);
            }

            Watch(job, tasks, jobs, cancel);
        }
        catch (Exception e) when (e is OperationCanceledException or InputException)
        {
            if (jobs.Count > 0) SlurmQueue.Cancel(jobs);
            throw;
        }
    }

    /// <summary>Groups of items whose needs are in earlier groups, and whose ranks and threads are the same.</summary>
    internal static List<List<LaunchItem>> Arrays(IReadOnlyList<LaunchItem> items)
    {
        var waiting = items.ToList();
        var arrays = new List<List<LaunchItem>>();
        while (waiting.Count > 0)
        {
            var open = waiting.Select(w => w.Id).ToHashSet(StringComparer.Ordinal);
            var ready = waiting.Where(w => !w.Needs.Any(open.Contains)).ToList();
            if (ready.Count == 0) throw new ArgumentException("Items need each other in a circle.", nameof(items));
            arrays.AddRange(ready.GroupBy(r => (r.Ranks, r.Threads)).Select(g => g.OrderByDescending(i => i.Cost).ToList()));
            waiting.RemoveAll(ready.Contains);
        }

        return arrays;
    }

    private static void Watch(LaunchJob job, Dictionary<string, LaunchItem> tasks, IReadOnlyList<string> jobs, CancellationToken cancel)
    {
        var (started, gone) = (new HashSet<string>(), new Dictionary<string, long>());
        while (tasks.Count > 0)
        {
            cancel.WaitHandle.WaitOne(Pause);
            cancel.ThrowIfCancellationRequested();
            var alive = SlurmQueue.Alive(jobs.Where(j => tasks.Keys.Any(t => t.StartsWith(j + "_", StringComparison.Ordinal))));
            foreach (var (task, item) in tasks.ToList())
            {
                if (File.Exists(PathOf(job, item, SlurmScript.Log)) && started.Add(task)) job.Report(new LaunchReport(item.Id, LaunchState.Started));
                if (alive.Contains(task)) gone.Remove(task);
                else gone.TryAdd(task, Stopwatch.GetTimestamp());
                if (End(job, item, gone.TryGetValue(task, out var since) && Stopwatch.GetElapsedTime(since) > Patience) is not { } end) continue;
                job.Report(end);
                tasks.Remove(task);
            }
        }
    }

    private static LaunchReport? End(LaunchJob job, LaunchItem item, bool lost)
    {
        if (File.Exists(PathOf(job, item, SlurmScript.Done))) return new LaunchReport(item.Id, LaunchState.Done, Fraction: 1);
        var failed = PathOf(job, item, SlurmScript.Failed);
        if (File.Exists(failed)) return Failure($"it ended with exit code {File.ReadAllText(failed).Trim()}");
        return lost ? Failure("Slurm ended its job") : null;

        LaunchReport Failure(string how) =>
            new(item.Id, LaunchState.Failed, Message: $"{how}; {PathOf(job, item, SlurmScript.Log)} ends with: {Tail(job, item)}");
    }

    private static string Tail(LaunchJob job, LaunchItem item)
    {
        var log = PathOf(job, item, SlurmScript.Log);
        return File.Exists(log) ? string.Join(" / ", File.ReadLines(log).Where(l => l.Trim().Length > 0).TakeLast(3)) : "(nothing was written)";
    }

    private static string PathOf(LaunchJob job, LaunchItem item, string ending) => Path.Combine(job.Folder, item.Id + ending);
}
