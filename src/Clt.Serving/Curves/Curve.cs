namespace Clt.Serving.Curves;

/// <summary>Points of a line: something measured at steps of a training.</summary>
/// <param name="Step">Optimiser steps, ascending.</param>
/// <param name="Value">What was measured; null where it is no number.</param>
internal sealed record Curve(IReadOnlyList<int> Step, IReadOnlyList<double?> Value)
{
    /// <summary>From pairs.</summary>
    public static Curve Of(IEnumerable<(int Step, double Value)> points)
    {
        var all = points.ToList();
        return new Curve([.. all.Select(p => p.Step)], [.. all.Select(p => double.IsFinite(p.Value) ? p.Value : (double?)null)]);
    }

    /// <summary>At most so many points: means of neighbours, at the last step of each.</summary>
    public static Curve Thinned(IReadOnlyList<(int Step, double Value)> points, int most) =>
        Of(points.Chunk(Together(points.Count, most)).Select(c => (c[^1].Step, c.Average(p => p.Value))));

    /// <summary>How many neighbours become one.</summary>
    public static int Together(int count, int most) => Math.Max(1, (count + most - 1) / most);
}
