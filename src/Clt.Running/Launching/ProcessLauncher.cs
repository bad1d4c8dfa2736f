namespace Clt.Running.Launching;

/// <summary>Runs items in worker processes side by side. A worker that dies is replaced, and its item is tried once more.</summary>
/// <param name="workers">Processes side by side; the number of cores by default.</param>
/// <param name="limits">What a cell may take; null for anything.</param>
public sealed class ProcessLauncher(int? workers = null, WorkerLimits? limits = null) : ILauncher, IDisposable
{
    private WorkerProcess? _ready;

    public string Name => "local";

    /// <summary>Processes side by side.</summary>
    public int Workers { get; } = Math.Max(1, workers ?? Environment.ProcessorCount);

    /// <summary>Starts a first worker ahead: it gets ready while the run is planned.</summary>
    /// <param name="command">The same as the job's.</param>
    public void Prepare(WorkerCommand command) => _ready ??= new WorkerProcess(command, limits);

    public void Launch(LaunchJob job, CancellationToken cancel)
    {
        if (job.Worker is not { } command)
            throw new ArgumentException("Worker processes need a command.", nameof(job));
        var queue = new WorkQueue(job.Items, job.Report);
        var faults = new List<Exception>();
        var slots = Enumerable
            .Range(0, Math.Min(Workers, job.Items.Count))
            .Select(i => new Thread(() => Guard(() => Slot(queue, command, job, cancel), faults))
            {
                IsBackground = true,
                Name = $"worker {i}",
            })
            .ToList();
        slots.ForEach(s => s.Start());
        slots.ForEach(s => s.Join());
        cancel.ThrowIfCancellationRequested();
        if (faults.Count > 0)
            throw new AggregateException(faults);
    }

    /// <summary>Stops a worker that was started ahead and not needed.</summary>
    public void Dispose()
    {
        if (TakeReady() is not { } unused)
            return;
        unused.Stop(now: true);
        unused.Dispose();
    }

    private WorkerProcess? TakeReady() => Interlocked.Exchange(ref _ready, null);

    private static void Guard(Action action, List<Exception> faults)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            lock (faults)
                faults.Add(e);
        }
    }

    private void Slot(WorkQueue queue, WorkerCommand command, LaunchJob job, CancellationToken cancel)
    {
        WorkerProcess? worker = null;
        // Ending the worker makes the blocking read below return. On a thread of its own: all are stopped at the same time.
        using var stopping = cancel.Register(() => Task.Run(() => Volatile.Read(ref worker)?.Stop()));
        try
        {
            while (queue.Take(Workers, cancel) is { } item)
                worker = RunItem(queue, command, job, item, worker, w => Volatile.Write(ref worker, w), cancel);
        }
        finally
        {
            worker?.Stop();
            worker?.Dispose();
        }
    }

    private WorkerProcess? RunItem(
        WorkQueue queue,
        WorkerCommand command,
        LaunchJob job,
        LaunchItem item,
        WorkerProcess? worker,
        Action<WorkerProcess?> publish,
        CancellationToken cancel
    )
    {
        job.Report(new LaunchReport(item.Id, LaunchState.Started));
        for (var attempt = 1; !cancel.IsCancellationRequested; attempt++)
        {
            worker ??= TakeReady() ?? new WorkerProcess(command, limits);
            publish(worker);
            // A signal that came while it was started has found no worker to stop.
            if (cancel.IsCancellationRequested)
                return worker;
            if (worker.Run(item, job.Report) is { } end)
            {
                if (end.State == LaunchState.Done)
                    queue.Done(item);
                else
                    queue.Failed(item, end.Message, end.StopAll);
                if (end.State == LaunchState.Done)
                    job.Report(end);
                return worker;
            }

            if (cancel.IsCancellationRequested)
                return worker;
            var (reason, fatal) = (worker.Fatal ?? worker.Epitaph(), worker.Fatal is not null);
            worker.Stop(now: true);
            worker.Dispose();
            publish(null);
            worker = null;
            if (fatal || attempt == 2)
            {
                queue.Failed(item, fatal ? reason : $"{reason}, twice", false);
                return null;
            }

            job.Report(new LaunchReport(item.Id, LaunchState.Retried, Message: reason));
        }

        return worker;
    }
}
