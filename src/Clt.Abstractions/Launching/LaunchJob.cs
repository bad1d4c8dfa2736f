namespace Clt;

/// <summary>What a launcher is to do.</summary>
/// <param name="Items">The work.</param>
/// <param name="RunHere">Runs one item in this process: item, report, cancellation. It throws where the item fails.</param>
/// <param name="Worker">Starts a worker process that takes items by name; null where there is none.</param>
/// <param name="Report">Takes reports from any thread.</param>
public sealed record LaunchJob(
    IReadOnlyList<LaunchItem> Items,
    Action<LaunchItem, Action<LaunchReport>, CancellationToken> RunHere,
    WorkerCommand? Worker,
    Action<LaunchReport> Report)
{
    /// <summary>Where a launcher may keep files of its own; all nodes see it.</summary>
    public string Folder { get; init; } = "";

    /// <summary>What the user asks of the launcher, by its own names, such as <c>partition</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
