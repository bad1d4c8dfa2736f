using Clt.Engine.Adapters;
using Clt.Recipes.Training.Objectives;

namespace Clt.Recipes.Streams;

/// <summary>Continual learning method: what a model is trained on at each hop of a stream of languages, and how it is kept from forgetting.
/// </summary>
/// <param name="Course">What each hop is trained on.</param>
public sealed record StreamMethod(StreamCourse Course)
{
    /// <summary>
    /// What hops after the first minimise in place of the study's own objective, such as a replay; null for that. The first hop has nothing
    /// to look back at.
    /// </summary>
    public IObjectiveSpec? Objective { get; init; }

    /// <summary>
    /// Weights of which each language has a copy of its own, by patterns: made anew from the base when its hop begins, used when it is
    /// tested. All other weights go from hop to hop.
    /// </summary>
    public IReadOnlyList<string> Own { get; init; } = [];

    /// <summary>
    /// An adapter that each language has of its own, and that is used when it is tested; null for none. A head goes from hop to hop.
    /// </summary>
    public IAdapterSpec? Adapter { get; init; }

    /// <summary>
    /// Whether the model's own weights are trained beside the adapter, and go from hop to hop; else they stay as they are.
    /// </summary>
    public bool TrainsBase { get; init; }

    /// <summary>Weights that stay as they are in all hops, by patterns.</summary>
    public IReadOnlyList<string> Frozen { get; init; } = [];

    /// <summary>Those among them that are trained after all.</summary>
    public IReadOnlyList<string> Thawed { get; init; } = [];
}
