namespace Clt;

/// <summary>Extension point: where work is placed: this process, child processes, a cluster's job array.</summary>
public interface ILauncher
{
    /// <summary>Short name, such as <c>local</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Runs every item after those it needs, and reports on each. An item whose need failed is reported as failed.
    /// Returns when nothing is left to do; items are idempotent and resume, so one may be run again.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; running items were told to stop and have.</exception>
    void Launch(LaunchJob job, CancellationToken cancel);
}

/// <summary>What a launcher is to do.</summary>
/// <param name="Items">The work.</param>
/// <param name="RunHere">Runs one item in this process: item, report, cancellation. It throws where the item fails.</param>
/// <param name="Worker">Starts a worker process that takes items by name; null where there is none.</param>
/// <param name="Report">Takes reports from any thread.</param>
public sealed record LaunchJob(
    IReadOnlyList<LaunchItem> Items,
    Action<LaunchItem, Action<LaunchReport>, CancellationToken> RunHere,
    WorkerCommand? Worker,
    Action<LaunchReport> Report
)
{
    /// <summary>Where a launcher may keep files of its own; all nodes see it.</summary>
    public string Folder { get; init; } = "";

    /// <summary>What the user asks of the launcher, by its own names, such as <c>partition</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// A command that starts a worker: it reads items as JSON lines and reports as JSON lines, or does the one of <see
/// cref="LaunchItem.Arguments"/>.
/// </summary>
/// <param name="File">The program.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record WorkerCommand(string File, IReadOnlyList<string> Arguments);

/// <summary>A piece of work.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Needs">Names of the items that must be done before it.</param>
/// <param name="Cost">Estimated seconds; the longest starts first, so that the workers end together.</param>
/// <param name="Threads">Threads to compute with.</param>
public sealed record LaunchItem(string Id, IReadOnlyList<string> Needs, double Cost, int Threads = 1)
{
    /// <summary>
    /// Processes that do it together; the launcher makes them known to each other (CLT_MEETING, CLT_RANK, CLT_RANKS, or Slurm's own).
    /// </summary>
    public int Ranks { get; init; } = 1;

    /// <summary>
    /// What the worker's command takes besides its own arguments to do this item alone and end: 0 done, 3 interrupted, else failed.
    /// </summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
