using Clt.Engine.Data;
using Clt.Engine.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>Attention inside each sequence of a packed batch.</summary>
/// <param name="batch">The sequences.</param>
/// <param name="bias">[H, 2R − 1]: added to the scores by distance (<see cref="AttentionOptions.RelativeBias"/>), or null.</param>
internal sealed class PackedSelfAttention(PackedBatch batch, Tensor? bias) : IAttention
{
    public Tensor Attend(int layer, AttentionInput input)
    {
        var config = input.Config;
        if (bias is null && input.IsPlain)
        {
            return Ops.QkvAttention(
                input.Projection, config.Heads, config.KeyValueHeads, input.Rotary, input.Positions, batch.CumulativeLengths, input.Options);
        }

        var (query, key, value) = input.Split();
        var options = bias is null ? input.Options : input.Options with { RelativeBias = bias };
        return Ops.PackedAttention(query, key, value, batch.CumulativeLengths, options).view(batch.Tokens, config.Heads * config.HeadSize);
    }
}
