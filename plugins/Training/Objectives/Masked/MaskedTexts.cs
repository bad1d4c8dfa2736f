using Clt.Engine.Data;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Objectives;

namespace Clt.Plugins.Training.Objectives.Masked;

/// <summary>
/// Cross-entropy of hidden tokens of sequences that are made of a pair of texts: masked or translation language modelling. Every step hides
/// others; held-out pairs hide the same each time.
/// </summary>
/// <param name="model">Is trained; has the head of masked tokens.</param>
/// <param name="masking">Which tokens are hidden.</param>
/// <param name="sequences">What of a pair the model reads as one sequence.</param>
internal sealed class MaskedTexts(EncoderModel model, TokenMasking masking, Func<ParallelExample, IReadOnlyList<int[]>> sequences)
    : EncoderTraining(model)
{
    /// <inheritdoc/>
    public override IReadOnlyList<TrainingExample> Prepare(IReadOnlyList<TrainingExample> examples, Seed seed) =>
        [.. examples.Cast<ParallelExample>().SelectMany((pair, i) => MaskedPair.Hide(pair, sequences(pair), masking, seed, i))];
}
