using Clt.Engine.Data;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Objectives;
using static TorchSharp.torch;

namespace Clt.Plugins.Training.Objectives.Masked;

/// <summary>
/// Cross-attention masked language modelling, CA-MLM (Luo et al. 2021, arXiv 2010.16046, section 3.2): −log P(x|x̂) − log P(x|ŷ,x̂) −
/// log P(y|ŷ) − log P(y|x̂,ŷ).
/// </summary>
/// <remarks>
/// A first pass gives H of both texts by themselves. In the second every layer also attends to the last layer's H of the other text, which
/// is not detached: gradients of all four terms reach the encoder. The trainer divides by targets, of which each hidden token is two.
/// </remarks>
/// <param name="model">Is trained; has cross-attention and the head of masked tokens.</param>
/// <param name="masking">Which tokens are hidden; the same in both passes.</param>
internal sealed class CrossAttentionMasking(EncoderModel model, TokenMasking masking) : Objective<MaskedPair>(model)
{
    /// <inheritdoc/>
    public override IReadOnlyList<TrainingExample> Prepare(IReadOnlyList<TrainingExample> examples, Seed seed) =>
        [
            .. examples
                .Cast<ParallelExample>()
                .Select((pair, i) => MaskedPair.Hide(pair, [pair.Source, pair.Target], masking, seed, i))
                .Select(hidden => new MaskedPair(hidden[0], hidden[1])),
        ];

    /// <inheritdoc/>
    protected override Tensor Loss(IReadOnlyList<MaskedPair> examples, bool training)
    {
        using var batch = new EncoderBatch([.. examples.Select(e => e.First), .. examples.Select(e => e.Second)]);
        using var others = PackedBatch.Of([.. examples.Select(e => e.Second.Ids), .. examples.Select(e => e.First.Ids)]);
        var alone = model.Forward(batch.Packed);
        var first = examples.Sum(e => e.First.Ids.Length);
        var swapped = cat([alone.narrow(0, first, alone.shape[0] - first), alone.narrow(0, 0, first)]);
        var across = model.Across(batch.Packed, swapped, others);
        return model.Loss(alone, batch.Packed, batch.Targets) + model.Loss(across, batch.Packed, batch.Targets);
    }
}
