namespace Clt.Recipes.States;

/// <summary>
/// Representation analysis in a task's place: what is measured of a model is its hidden states at some layers, not its answers. Each layer
/// is a value of the axis <c>layer</c> in results.
/// </summary>
internal abstract class StatesTask : ITask
{
    /// <inheritdoc/>
    public abstract TaskInfo Info { get; }

    /// <inheritdoc/>
    public abstract ISource Source { get; }

    /// <summary>
    /// The layers: 0 is the embeddings, -1 the last, behind the final norm; null for all.
    /// </summary>
    public IReadOnlyList<int>? Layers { get; init; }

    /// <summary>Metrics with settings of their own; empty where plugins give them by the names in <see cref="Info"/>.</summary>
    public virtual IReadOnlyList<IMetric> Metrics => [];

    /// <summary>Items that are read in a language besides the test items.</summary>
    public virtual int Further => 0;

    /// <summary>Everything besides this class whose code decides the numbers.</summary>
    public virtual IEnumerable<object> Parts => [Source, .. Metrics];

    /// <inheritdoc/>
    public abstract Example Format(Record record);

    /// <summary>The layers of a model, ascending.</summary>
    /// <param name="last">Its last one.</param>
    public IReadOnlyList<int> LayersOf(int last) =>
        Layers is null ? [.. Enumerable.Range(0, last + 1)] : [.. Layers.Select(l => l < 0 ? last + 1 + l : l).Distinct().Order()];

    /// <summary>The layers in canonical text.</summary>
    protected static string Text(IReadOnlyList<int>? layers) => layers is null ? "all" : string.Join(' ', layers);
}
