using Clt.Engine.Data;
using Clt.Engine.Models.Encoders;

namespace Clt.Engine.Objectives;

/// <summary>
/// Cross-entropy of the tokens that were hidden (Devlin et al. 2019). Every step hides others; held-out examples hide the same each time.
/// </summary>
/// <param name="model">Is trained; has the head of masked tokens.</param>
/// <param name="masking">Which tokens are hidden.</param>
public sealed class MaskedLanguageModelling(EncoderModel model, TokenMasking masking) : EncoderTraining(model)
{
    /// <inheritdoc/>
    public override IReadOnlyList<TrainingExample> Prepare(IReadOnlyList<TrainingExample> examples, Seed seed)
    {
        var stream = seed.Stream("masking");
        return [.. examples.Cast<EncoderExample>().Select((e, i) => masking.Mask(e, stream.Stream($"{i}").Generator()))];
    }
}
