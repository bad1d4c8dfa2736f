using Clt.Engine.Models.Encoders;
using Clt.Engine.Objectives;
using Clt.Recipes.Models;
using Clt.Recipes.Training.Objectives;

namespace Clt.Plugins.Training.Objectives.Masked;

/// <summary>Replaced token detection, ELECTRA: an encoder that is there is pre-trained further, as its own generator.</summary>
/// <param name="Masking">Which tokens are hidden, and replaced by what the generator draws.</param>
/// <param name="Weight">Of the discriminator's loss; the generator's has 1.</param>
public sealed record ReplacedTokensSpec(MaskingSpec Masking, double Weight) : IObjectiveSpec
{
    private const string Where = "ReplacedTokens";

    /// <summary>What a token is, in the order of the head's outputs.</summary>
    private static readonly string[] Labels = ["original", "replaced"];

    /// <inheritdoc/>
    public ObjectiveInfo Info =>
        new("replaced tokens")
        {
            Text = FormattableString.Invariant($"replaced token detection, {Masking.Rate:R} of the tokens hidden, weight {Weight:R}"),
            Settings = [.. Masking.Fields, ("weight", Weight)],
            Pretrains = true,
            HidesTokens = true,
            Passes = 2,
            Head = Head,
        };

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(ObjectiveSite site)
    {
        foreach (var problem in PairMaskingChecks.OfMasks(Masking, Where))
            yield return problem;
        if (!(Weight > 0 && double.IsFinite(Weight)))
            yield return new Problem(
                FormattableString.Invariant($"the weight is {Weight}"),
                $"{Where}, weight",
                "Give a number above 0, such as 50."
            );
        foreach (var problem in PairMaskingChecks.OfSite(site, Where, Info.Text, Head))
            yield return problem;
    }

    /// <inheritdoc/>
    public IObjective Create(ObjectiveParts parts) =>
        new ReplacedTokenDetection(parts.ModelAs<EncoderModel>(), Masking.Of(parts.Tokenizer), Weight);

    private static EncoderConfig Head(EncoderConfig config) => config.WithHead(EncoderHead.Tokens, Labels);
}
