using Clt.Engine.Data;
using Clt.Engine.Models.Encoders;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Plugins.Training.Objectives;

/// <summary>Pairs of sequences in a batch, and how the cosines of one kind of vectors differ from those of another.</summary>
internal static class SequencePairs
{
    /// <summary>
    /// [B, B], fp32: 1 for each pair, first before second. Where a batch has several languages pairs are of two of them, else all are
    /// pairs.
    /// </summary>
    public static Tensor Of(IReadOnlyList<EncoderExample> examples)
    {
        var count = examples.Count;
        var several = examples.Select(e => e.Language).Distinct().Count() > 1;
        var pairs = new float[count * count];
        for (var i = 0; i < count; i++)
        {
            for (var j = i + 1; j < count; j++)
                pairs[(i * count) + j] = !several || examples[i].Language != examples[j].Language ? 1 : 0;
        }

        return tensor(pairs, [count, count]);
    }

    /// <summary>The mean over the pairs of the squared difference of cosines; 0 without a pair. Differentiable.</summary>
    /// <param name="vectors">[B, D].</param>
    /// <param name="others">[B, E].</param>
    /// <param name="pairs">[B, B], 0 and 1.</param>
    public static Tensor Distance(Tensor vectors, Tensor others, Tensor pairs) =>
        ((Cosines(vectors) - Cosines(others)).square() * pairs).sum() / pairs.sum().clamp_min(1);

    private static Tensor Cosines(Tensor vectors)
    {
        var unit = Pooling.Normalized(vectors);
        return unit.matmul(unit.t());
    }
}
