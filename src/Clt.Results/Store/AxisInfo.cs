namespace Clt.Results.Store;

/// <summary>An axis as results know it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Labels">Its values as text, in order.</param>
/// <param name="Numbers">Its values as numbers, or null where they are not numbers.</param>
public sealed record AxisInfo(string Name, IReadOnlyList<string> Labels, IReadOnlyList<double>? Numbers)
{
    /// <summary>The name of the axis that tells the stages of a study apart, where it names any.</summary>
    public const string Stage = "stage";

    /// <summary>The name of the axis that tells the layers of a model apart, where hidden states are measured.</summary>
    public const string Layer = "layer";

    /// <summary>The name of the axis that tells apart in which language a probe was fitted, where it is tested in others.</summary>
    public const string FittedIn = "probe fitted in";

    /// <summary>The axes of scores of one cell.</summary>
    public static IReadOnlyList<string> OfStates { get; } = [FittedIn, Layer];

    /// <summary>The same axis with those of its values that are named, in its own order.</summary>
    public AxisInfo Of(IReadOnlyCollection<string> labels)
    {
        var kept = Enumerable.Range(0, Labels.Count).Where(i => labels.Contains(Labels[i])).ToList();
        return this with
        {
            Labels = [.. kept.Select(i => Labels[i])],
            Numbers = Numbers is null ? null : [.. kept.Select(i => Numbers[i])],
        };
    }
}

/// <summary>The value of an axis for a cell, as text.</summary>
public sealed record AxisValue(string Axis, string Label);
