using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>Attention inside each sequence of a packed batch.</summary>
/// <param name="starts">[B + 1], int32, on the host: where each sequence starts (<see cref="Data.PackedBatch.CumulativeLengths"/>).</param>
/// <param name="bias">[H, 2R − 1]: added to the scores by distance (<see cref="AttentionOptions.RelativeBias"/>), or null.</param>
internal sealed class PackedSelfAttention(Tensor starts, Tensor? bias) : IAttention
{
    public Tensor Starts => starts;

    public Tensor? Bias => bias;

    public Tensor Attend(int layer, AttentionInput input)
    {
        var config = input.Config;
        if (bias is null && input.IsPlain)
        {
            return Ops.QkvAttention(
                input.Projection,
                config.Heads,
                config.KeyValueHeads,
                input.Rotary,
                input.Positions,
                starts,
                input.Options
            );
        }

        var (query, key, value) = input.Split();
        var options = bias is null ? input.Options : input.Options with { RelativeBias = bias };
        return Ops.PackedAttention(query, key, value, starts, options).reshape(input.Projection.shape[0], config.Heads * config.HeadSize);
    }
}
