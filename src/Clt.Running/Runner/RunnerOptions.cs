using Clt.Running.Cells;

namespace Clt.Running.Runner;

/// <summary>How a study is run; none of it changes its numbers.</summary>
/// <param name="Launcher">Where the work is placed.</param>
/// <param name="Runner">Does a cell's work in this process.</param>
/// <param name="Worker">Starts a worker process; null where the launcher needs none.</param>
/// <param name="Workers">Workers side by side, for the plan and the time that is left.</param>
public sealed record RunnerOptions(ILauncher Launcher, ICellRunner Runner, WorkerCommand? Worker = null, int Workers = 1)
{
    /// <summary>What the user asks of the launcher, by its own names.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
