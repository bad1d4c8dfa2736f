using Clt.Engine.Data;
using Clt.Engine.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>Attention inside each sequence of a packed batch; optionally its keys and values are stored for what follows.</summary>
/// <param name="batch">The sequences.</param>
/// <param name="cache">Where keys and values go, or null.</param>
/// <param name="rows">[N], int64: each token's row in the cache.</param>
/// <param name="bias">[H, 2R − 1]: added to the scores by distance (<see cref="AttentionOptions.RelativeBias"/>), or null.</param>
internal sealed class PackedSelfAttention(PackedBatch batch, KeyValueCache? cache = null, Tensor? rows = null, Tensor? bias = null) : IAttention
{
    public Tensor Attend(int layer, AttentionInput input)
    {
        var config = input.Config;
        if (cache is null && bias is null && input.IsPlain)
        {
            return Ops.QkvAttention(
                input.Projection, config.Heads, config.KeyValueHeads, input.Rotary, input.Positions, batch.CumulativeLengths, input.Options);
        }

        var (query, key, value) = input.Split();
        cache?.Store(layer, rows!, key, value);
        var options = bias is null ? input.Options : input.Options with { RelativeBias = bias };
        return Ops.PackedAttention(query, key, value, batch.CumulativeLengths, options).view(batch.Tokens, config.Heads * config.HeadSize);
    }
}
