namespace Clt;

/// <summary>What a metric is.</summary>
/// <param name="Name">Short name, such as <c>rouge-l</c>.</param>
/// <param name="Signature">
/// Everything that can change its numbers, such as <c>rouge-l|tok:unicode|stem:no|v:1</c>. Scores with different signatures are not
/// comparable.
/// </param>
/// <param name="Description">One line for <c>clt list</c>: range, what an empty output gets.</param>
/// <param name="HigherIsBetter">Direction of improvement.</param>
public sealed record MetricInfo(string Name, string Signature, string Description, bool HigherIsBetter = true)
{
    /// <summary>The values it takes, and whether it is a proportion; without it, scores that are all equal have no interval.</summary>
    public MetricRange Range { get; init; } = MetricRange.Any;
}
