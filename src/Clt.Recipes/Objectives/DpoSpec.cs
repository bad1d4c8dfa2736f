using Clt.Engine.Objectives;
using Clt.Recipes.Mixtures;

namespace Clt.Recipes.Objectives;

/// <summary>Direct preference optimisation over pairs of answers.</summary>
/// <param name="Settings">Loss, beta, label smoothing.</param>
/// <param name="Reference">Whether answers are compared with how likely the base, as it was, finds them.</param>
public sealed record DpoSpec(PreferenceSettings Settings, bool Reference) : ObjectiveSpec
{
    internal override IReadOnlyList<(string Key, object? Value)> Fields =>
    [
        ("kind", "preferences"),
        ("loss", Settings.Loss),
        ("beta", Settings.Beta),
        ("label smoothing", Settings.LabelSmoothing),
        ("reference", Reference),
    ];

    internal override string Text => FormattableString.Invariant($"preferences, {Settings.Loss}, beta {Settings.Beta:R}")
        + (Settings.LabelSmoothing > 0 ? FormattableString.Invariant($", label smoothing {Settings.LabelSmoothing:R}") : "")
        + (Reference ? "" : ", without a reference");

    internal override ExampleUse Use => ExampleUse.Pairs;

    internal override bool NeedsReference => Reference;

    internal override IEnumerable<Problem> Problems() => Settings.Problems();
}
