using Clt.Recipes.Cells;
using Clt.Results.Analysis.Seeds;
using Clt.Results.Scores;

namespace Clt.Recipes.Expansion;

/// <summary>The points of a grid that adaptive seeds are about.</summary>
public static class SeedPoints
{
    /// <summary>The same seeds with the conditions of a grid: those that no further stage is trained from.</summary>
    internal static AdaptiveSeeds Of(this AdaptiveSeeds seeds, IReadOnlyList<StudyPoint> points)
    {
        var before = points.Select(p => (p.Cell as FinetuneCell)?.Start.Before?.Id).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return seeds with
        {
            Conditions = [.. points.Where(p => p.Cell is FinetuneCell && !before.Contains(p.Cell.Id)).Select(Condition).Distinct()],
            OwnBases = points.Where(p => p.Cell is ReferenceCell).Select(p => p.Cell.Seed).Distinct().Count() > 1,
        };
    }

    /// <summary>The study with the seeds that its conditions need, and what those are trained from and compared with.</summary>
    /// <param name="study">The study with all of its seeds.</param>
    /// <param name="needed">How many of the seeds each condition needs, by its name.</param>
    public static ExpandedStudy With(this ExpandedStudy study, IReadOnlyDictionary<string, int> needed)
    {
        var asked = study.Points.Where(p => p.Cell is FinetuneCell && p.Cell.Seed <= needed.GetValueOrDefault(Condition(p).Key)).ToList();
        var cells = ExpandedStudy.Ordered(asked.Select(p => p.Cell)).Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        var most = needed.Values.DefaultIfEmpty().Max();
        return study.With([.. study.Points.Where(p => p.Cell is ReferenceCell ? p.Cell.Seed <= most : cells.Contains(p.Cell.Id))]);
    }

    private static Condition Condition(StudyPoint point) =>
        new(point.Axes.ToDictionary(a => a.Axis, a => a.Label, StringComparer.Ordinal), IsReference: false);
}
