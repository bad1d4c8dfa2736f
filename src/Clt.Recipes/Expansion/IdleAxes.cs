using Clt.Recipes.Cells;
using Clt.Recipes.Grid;

namespace Clt.Recipes.Expansion;

/// <summary>Axes of the grid, or some of their values, that give the same cells: a silent default or a setting that is not used.</summary>
internal static class IdleAxes
{
    /// <summary>A note on each.</summary>
    public static IEnumerable<string> Notes(IReadOnlyList<IAxis> axes, IReadOnlyList<StudyPoint> points)
    {
        var trained = points.Any(p => p.Cell is FinetuneCell);
        List<StudyPoint> measured = [.. points.Where(p => p.Cell is FinetuneCell == trained)];
        foreach (var axis in axes.Where(a => a.Labels.Count > 1))
        {
            var same = measured
                .SelectMany(p => p.Axes.Where(a => a.Axis == axis.Name).Select(a => (a.Label, Point: p)))
                .GroupBy(p => p.Label)
                .GroupBy(g => Cells(axis, g.Select(p => p.Point)))
                .Where(g => g.Count() > 1)
                .ToList();
            foreach (var alike in same)
            {
                yield return alike.Count() == axis.Labels.Count
                    ? $"the axis '{axis.Name}' changes nothing: all its values give the same cells."
                    : $"the values {string.Join(" and ", alike.Select(l => $"'{l.Key}'"))} of the axis '{axis.Name}' give the same cells.";
            }
        }
    }

    /// <summary>The cells of a value, each with its place on the other axes.</summary>
    private static string Cells(IAxis axis, IEnumerable<StudyPoint> points) =>
        string.Join(
            '\n',
            points
                .Select(p =>
                    string.Join(", ", p.Axes.Where(a => a.Axis != axis.Name).Select(a => $"{a.Axis}={a.Label}"))
                    + $" {p.Cell.Seed} {p.Cell.Id}"
                )
                .Order(StringComparer.Ordinal)
        );
}
