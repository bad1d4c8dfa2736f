using Clt.Recipes.Grid;

namespace Clt.Recipes.Resolution;

/// <summary>Finds the points of a grid by reading settings and trying every value of each axis they turn out to need.</summary>
internal static class Points
{
    /// <summary>The points at which <paramref name="read"/> needs no further axis, in the order of the axes' discovery and values.</summary>
    public static IReadOnlyList<Point> Of(Action<Point> read)
    {
        var found = new List<Point>();
        Visit(Point.Origin, read, found);
        return found;
    }

    private static void Visit(Point point, Action<Point> read, List<Point> found)
    {
        IAxis missing;
        try
        {
            read(point);
            found.Add(point);
            return;
        }
        catch (UnboundAxisException e)
        {
            missing = e.Axis;
        }

        for (var i = 0; i < missing.Labels.Count; i++) Visit(point.With(missing, i), read, found);
    }
}
