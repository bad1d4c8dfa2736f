using Clt.Recipes.Cells;
using Clt.Recipes.Mixtures;
using Clt.Recipes.Resolution;
using Clt.Results.Store;

namespace Clt.Recipes.Expansion;

/// <summary>A point of the grid and the cell that answers for it. Two points with the same settings share a cell.</summary>
/// <param name="Axes">The axes that the cell depends on, with their values.</param>
/// <param name="Cell">The cell.</param>
public sealed record StudyPoint(IReadOnlyList<AxisValue> Axes, Cell Cell)
{
    /// <summary>
    /// What its weights were fine-tuned on, in all stages up to this one, as the point names it; null for a base as it is. The cell may
    /// name another with the same examples: no example of Spanish and none of Japanese are one run.
    /// </summary>
    public MixtureSpec? Mixture { get; init; }

    /// <summary>Languages of its mixture that have fewer examples than were asked for.</summary>
    public IReadOnlyList<ShortPart> Short { get; init; } = [];

    /// <summary>The point of a stage.</summary>
    internal static StudyPoint Of(ResolvedPoint point, FinetuneCell cell)
    {
        AxisValue[] stage = point.Stage.Length == 0 ? [] : [new AxisValue(AxisInfo.Stage, point.Stage)];
        return new StudyPoint([.. stage, .. point.Axes], cell)
        {
            Mixture = new MixtureSpec([.. point.Chain.SelectMany(s => s.Mixture.Parts)]),
            Short = [.. point.Chain.SelectMany(s => s.Short).Distinct()],
        };
    }
}
