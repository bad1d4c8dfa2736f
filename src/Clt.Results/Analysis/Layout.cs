using Clt.Results.Scores;
using Clt.Results.Store;

namespace Clt.Results.Analysis;

/// <summary>How a study's axes become figures: one along the horizontal axis, the others as panels.</summary>
public sealed class Layout
{
    public Layout(StudyResults results)
    {
        var varied = results.Axes.Where(a => a.Labels.Count > 1).ToList();
        Horizontal = varied.FirstOrDefault(a => a.Numbers is not null) ?? varied.FirstOrDefault();
        var ticks = Horizontal is null ? [0] : Enumerable.Range(0, Horizontal.Labels.Count).ToList();
        if (Horizontal?.Numbers is { } numbers)
            ticks = [.. ticks.OrderBy(i => numbers[i])];
        Ticks = Horizontal is null ? [""] : [.. ticks.Select(i => Horizontal.Labels[i])];
        Positions = Place(Horizontal?.Numbers is { } n ? [.. ticks.Select(i => n[i])] : null, Ticks.Count);
        var others = results.Axes.Where(a => a != Horizontal).Select(a => a.Name).ToList();
        List<IReadOnlyDictionary<string, string>> panels =
        [
            .. results
                .Finetuned.Select(r =>
                    (IReadOnlyDictionary<string, string>)
                        others.Where(r.Axes.ContainsKey).ToDictionary(o => o, o => r.Axes[o], StringComparer.Ordinal)
                )
                .DistinctBy(p => string.Join('\n', p.Select(v => $"{v.Key}={v.Value}"))),
        ];
        // A stage that runs share does not depend on the axes of later ones: it stands in the panels of those.
        Panels = [.. panels.Where(p => !panels.Any(q => q.Count > p.Count && p.All(v => q.GetValueOrDefault(v.Key) == v.Value)))];
    }

    /// <summary>
    /// The axis along the horizontal: the first with several numbers, else the first with several values; null where there is none.
    /// </summary>
    public AxisInfo? Horizontal { get; }

    /// <summary>Its labels from left to right.</summary>
    public IReadOnlyList<string> Ticks { get; }

    /// <summary>Where they stand, from 0 to 1: numbers on a logarithm that starts at zero, others evenly.</summary>
    public IReadOnlyList<double> Positions { get; }

    /// <summary>The values of the other axes, one entry a panel.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Panels { get; }

    /// <summary>
    /// The condition of a panel and tick, or null where there is no such run. One that depends on fewer axes stands for all their values.
    /// </summary>
    public Condition? At(ScoreSheet sheet, IReadOnlyDictionary<string, string> panel, int tick)
    {
        string? Wanted(string axis) => axis == Horizontal?.Name ? Ticks[tick] : panel.GetValueOrDefault(axis);
        return sheet.Conditions.Where(c => !c.IsReference && c.Axes.All(a => Wanted(a.Key) == a.Value)).MaxBy(c => c.Axes.Count);
    }

    /// <summary>A panel in words.</summary>
    public static string Title(IReadOnlyDictionary<string, string> panel) => string.Join(", ", panel.Select(p => $"{p.Key} = {p.Value}"));

    /// <summary>Places from 0 to 1: numbers on a logarithm that starts at zero; evenly where there are none.</summary>
    internal static double[] Place(IReadOnlyList<double>? numbers, int count)
    {
        if (count == 1)
            return [0.5];
        if (numbers is null || numbers[0] < 0)
            return [.. Enumerable.Range(0, count).Select(i => (double)i / (count - 1))];
        // log(1 + x / unit), the unit being the smallest number above zero: zero has a place, and doublings are about even.
        var unit = numbers.First(n => n > 0);
        var low = Math.Log(1 + (numbers[0] / unit));
        var high = Math.Log(1 + (numbers[^1] / unit));
        return [.. numbers.Select(n => (Math.Log(1 + (n / unit)) - low) / (high - low))];
    }
}
