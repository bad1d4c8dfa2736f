namespace Clt;

/// <summary>A piece of work.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Needs">Names of the items that must be done before it.</param>
/// <param name="Cost">Estimated seconds; the longest starts first, so that the workers end together.</param>
/// <param name="Threads">Threads to compute with.</param>
public sealed record LaunchItem(string Id, IReadOnlyList<string> Needs, double Cost, int Threads = 1)
{
    /// <summary>Processes that do it together; the launcher makes them known to each other (CLT_MEETING, CLT_RANK, CLT_RANKS, or Slurm's own).</summary>
    public int Ranks { get; init; } = 1;

    /// <summary>What the worker's command takes besides its own arguments to do this item alone and end: 0 done, 3 interrupted, else failed.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
