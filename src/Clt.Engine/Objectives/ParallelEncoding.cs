using Clt.Engine.Data;
using Clt.Engine.Models.Encoders;
using static TorchSharp.torch;

namespace Clt.Engine.Objectives;

/// <summary>The mean states of texts and of their translations, from one forward pass.</summary>
internal static class ParallelEncoding
{
    /// <returns>Each [B, D].</returns>
    public static (Tensor Sources, Tensor Targets) Of(EncoderModel model, IReadOnlyList<ParallelExample> pairs)
    {
        using var batch = PackedBatch.Of([.. pairs.Select(p => p.Source), .. pairs.Select(p => p.Target)]);
        var pooled = Pooling.Mean(model.Forward(batch), batch);
        return (pooled.narrow(0, 0, pairs.Count), pooled.narrow(0, pairs.Count, pairs.Count));
    }
}
