using Clt.Running.Cells;

namespace Clt.Running.Launching;

/// <summary>Runs items one after the other in this process.</summary>
/// <param name="threads">Threads to compute with; null for what each item asks for.</param>
public sealed class HereLauncher(int? threads = null) : ILauncher
{
    public string Name => "here";

    public void Launch(LaunchJob job, CancellationToken cancel)
    {
        var queue = new WorkQueue(job.Items, job.Report);
        while (queue.Take(1, cancel) is { } item)
        {
            job.Report(new LaunchReport(item.Id, LaunchState.Started));
            try
            {
                job.RunHere(item with { Threads = threads ?? item.Threads }, job.Report, cancel);
                queue.Done(item);
                job.Report(new LaunchReport(item.Id, LaunchState.Done, Fraction: 1));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                var failure = Failures.Describe(e);
                queue.Failed(item, failure.Message, failure.StopAll);
            }
        }

        cancel.ThrowIfCancellationRequested();
    }
}
