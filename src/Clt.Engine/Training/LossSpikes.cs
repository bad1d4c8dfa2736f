namespace Clt.Engine.Training;

/// <summary>Notices a loss that stands out from those before it.</summary>
internal static class LossSpikes
{
    /// <summary>Steps that a loss is compared with.</summary>
    private const int Window = 64;

    /// <summary>Steps that there must be.</summary>
    private const int Least = 16;

    /// <summary>The median of the last losses where this one is more than <paramref name="factor"/> times it; else null.</summary>
    public static double? Median(IReadOnlyList<StepRow> rows, double loss, double factor)
    {
        if (factor <= 0 || rows.Count < Least)
            return null;
        var last = rows.Skip(Math.Max(0, rows.Count - Window)).Select(r => r.Loss).Order().ToArray();
        var median = last[last.Length / 2];
        return loss > factor * median ? median : null;
    }
}
