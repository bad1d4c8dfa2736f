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
    Action<LaunchReport> Report);
