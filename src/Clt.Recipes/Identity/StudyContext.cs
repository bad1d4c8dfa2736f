using Clt.Engine.Adapters;
using Clt.Engine.Distributed;
using Clt.Engine.Models;

namespace Clt.Recipes.Identity;

/// <summary>What a study needs from its host.</summary>
/// <param name="Metrics">The metrics that plugins give, found by name.</param>
/// <param name="CacheFolder">A folder that outlives runs; it is keyed by content.</param>
/// <param name="RunsFolder">Where results go: <c>runs</c>.</param>
/// <param name="Report">Takes one-line messages on slow work.</param>
/// <param name="Cancel">Ends the work early.</param>
public sealed record StudyContext(
    IReadOnlyList<IMetric> Metrics,
    string CacheFolder,
    string RunsFolder,
    Action<string> Report,
    CancellationToken Cancel = default
)
{
    /// <summary>The model families that plugins give.</summary>
    public IReadOnlyList<IModelFamily> Families { get; init; } = [];

    /// <summary>What reads adapters of plugins' types.</summary>
    public IReadOnlyList<IAdapterReader> AdapterReaders { get; init; } = [];

    /// <summary>The hubs of models that plugins give.</summary>
    public IReadOnlyList<IModelHub> Hubs { get; init; } = [];

    /// <summary>Only a plan is wanted: where a model's folder has no weights, what is missing is noted and assumed, not an error.</summary>
    public bool Planning { get; init; }

    /// <summary>Take what there is where a language has fewer examples than a mixture asks for, in place of an error.</summary>
    public bool AllowShort { get; init; }

    /// <summary>Keep results of cells that differ from the study's in their code alone, marked, in place of making them again.</summary>
    public bool AcceptOlderCode { get; init; }

    /// <summary>The processes that train every cell together, this one among them; null where it works alone.</summary>
    public ProcessGroup? Group { get; init; }

    /// <summary>These and the built-in ones.</summary>
    public ModelFamilies Models => new(Families, AdapterReaders);

    /// <summary>The same for sources.</summary>
    public SourceContext Source => new(CacheFolder, Report, Cancel);
}
