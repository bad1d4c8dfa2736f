using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Recipes.Mixtures;
using Clt.Recipes.Training.Objectives;

namespace Clt.Plugins.Training.Objectives;

/// <summary>Direct preference optimisation (DPO; Rafailov et al. 2023, arXiv 2305.18290) and its kin, over pairs of answers.</summary>
public sealed record PreferenceSpec : IObjectiveSpec
{
    private const string Where = "preference optimisation";

    /// <summary>The loss of a pair.</summary>
    public PreferenceLoss Loss { get; init; } = PreferenceLoss.Sigmoid;

    /// <summary>How far the model may leave the reference, above 0: small lets it go far.</summary>
    public double Beta { get; init; } = 0.1;

    /// <summary>Share of pairs that may be swapped, in [0, 0.5).</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Whether answers are compared with how likely the base, as it was, finds them.</summary>
    public bool Reference { get; init; } = true;

    /// <summary>How sharply <see cref="PreferenceLoss.DiscoPop"/> changes from one loss to the other; above 0.</summary>
    public double Temperature { get; init; } = 0.05;

    /// <summary>
    /// Most pairs of a step that <see cref="PreferenceLoss.Aot"/> sorts together, in their order; a group is never cut into micro-batches.
    /// </summary>
    public int Group { get; init; } = 64;

    /// <inheritdoc/>
    public ObjectiveInfo Info =>
        new("preferences")
        {
            Text =
                FormattableString.Invariant($"preferences, {Loss}, beta {Beta:R}")
                + (LabelSmoothing > 0 ? FormattableString.Invariant($", label smoothing {LabelSmoothing:R}") : "")
                + (Reference ? "" : ", without a reference"),
            Settings =
            [
                ("loss", Loss),
                ("beta", Beta),
                ("label smoothing", LabelSmoothing),
                ("reference", Reference),
                ("temperature", Temperature),
                ("group", Group),
            ],
            Use = ExampleUse.Pairs,
            NeedsReference = Reference,
        };

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(ObjectiveSite site) => [.. Problems(), .. site.OnlyDecoders(Info)];

    /// <inheritdoc/>
    public IObjective Create(ObjectiveParts parts) =>
        new PreferenceOptimization(parts.ModelAs<LanguageModel>(), Reference ? parts.Reference<LanguageModel>() : null, this);

    /// <summary>What is wrong with the numbers.</summary>
    internal IEnumerable<Problem> Problems()
    {
        if (!(Beta > 0))
            yield return Wrong($"beta is {Beta}", "Give a number above 0, such as 0.1.");
        if (LabelSmoothing is not (>= 0 and < 0.5))
            yield return Wrong($"the label smoothing is {LabelSmoothing}", "Give a number in [0, 0.5).");
        if (!(Temperature > 0))
            yield return Wrong($"the temperature is {Temperature}", "Give a number above 0, such as 0.05.");
        if (Group < 1)
            yield return Wrong($"groups have {Group} pairs", "Give at least 1.");
        if (LabelSmoothing == 0 && Loss == PreferenceLoss.Exo)
            yield return Wrong($"the EXO loss has no label smoothing", "Give a small share, such as 0.001.");
        if (LabelSmoothing > 0 && Loss is not (PreferenceLoss.Sigmoid or PreferenceLoss.Robust or PreferenceLoss.Aot or PreferenceLoss.Exo))
            yield return Wrong($"the loss {Loss} knows no label smoothing", "Leave it out, or take the sigmoid loss.");
    }

    private static Problem Wrong(FormattableString what, string mend) => new(FormattableString.Invariant(what), Where, mend);
}
