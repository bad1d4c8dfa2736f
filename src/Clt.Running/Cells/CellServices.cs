using Clt.Engine.Distributed;
using Clt.Recipes.Identity;
using Clt.Results.Store;

namespace Clt.Running.Cells;

/// <summary>What a cell's work may use.</summary>
/// <param name="Study">The folder of the study: where needed cells' results are.</param>
/// <param name="Context">The host's folders.</param>
/// <param name="Offered">Threads that it may compute with.</param>
/// <param name="Report">Takes progress; its item is the cell's name.</param>
/// <param name="Cancel">Stops at the next step, with a checkpoint.</param>
public sealed record CellServices(
    StudyFolder Study,
    StudyContext Context,
    int Offered,
    Action<LaunchReport> Report,
    CancellationToken Cancel
)
{
    /// <summary>
    /// Threads to compute with: as many of those offered as make it faster now and change no bit (<see cref="ComputeThreads.Useful"/>).
    /// </summary>
    public int Threads => ComputeThreads.Useful(Offered);

    /// <summary>For reading sources, until the cell is stopped.</summary>
    internal SourceContext Sources => Context.Source with { Cancel = Cancel };
}
