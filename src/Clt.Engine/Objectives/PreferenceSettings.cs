namespace Clt.Engine.Objectives;

/// <summary>Settings of <see cref="PreferenceOptimization"/>.</summary>
public sealed record PreferenceSettings
{
    public PreferenceLoss Loss { get; init; } = PreferenceLoss.Sigmoid;

    /// <summary>How far the model may leave the reference: small lets it go far.</summary>
    public double Beta { get; init; } = 0.1;

    /// <summary>Share of pairs that may be swapped, in [0, 0.5).</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>How sharply <see cref="PreferenceLoss.DiscoPop"/> changes from one loss to the other; above 0.</summary>
    public double Temperature { get; init; } = 0.05;

    /// <summary>
    /// Most pairs of a step that <see cref="PreferenceLoss.Aot"/> sorts together, in their order; a group is never cut into micro-batches.
    /// </summary>
    public int Group { get; init; } = 64;

    /// <summary>What is wrong with the numbers.</summary>
    public IEnumerable<Problem> Problems()
    {
        if (!(Beta > 0)) yield return new Problem($"beta is {Beta}", "preference optimisation", "Give a number above 0, such as 0.1.");
        if (LabelSmoothing is not (>= 0 and < 0.5))
            yield return new Problem($"the label smoothing is {LabelSmoothing}", "preference optimisation", "Give a number in [0, 0.5).");
        if (!(Temperature > 0)) yield return new Problem($"the temperature is {Temperature}", "preference optimisation", "Give a number above 0, such as 0.05.");
        if (Group < 1) yield return new Problem($"groups have {Group} pairs", "preference optimisation", "Give at least 1.");
        if (LabelSmoothing == 0 && Loss == PreferenceLoss.Exo)
            yield return new Problem("the EXO loss has no label smoothing", "preference optimisation", "Give a small share, such as 0.001.");
        if (LabelSmoothing > 0 && Loss is not (PreferenceLoss.Sigmoid or PreferenceLoss.Robust or PreferenceLoss.Aot or PreferenceLoss.Exo))
            yield return new Problem($"the loss {Loss} knows no label smoothing", "preference optimisation", "Leave it out, or take the sigmoid loss.");
    }
}
