using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>One new token of each active sequence looks at the cache.</summary>
/// <param name="cache">Keys and values so far; the new ones are stored first.</param>
/// <param name="rows">[B], int64: each token's row in the cache.</param>
/// <param name="lengths">[B], int32: tokens of each sequence, the new one included.</param>
/// <param name="bias">[H, 2R − 1]: added to the scores by distance (<see cref="Kernels.AttentionOptions.RelativeBias"/>), or null.</param>
internal sealed class CachedAttention(KeyValueCache cache, Tensor rows, Tensor lengths, Tensor? bias = null) : IAttention
{
    public Tensor Attend(int layer, AttentionInput input)
    {
        var (query, key, value) = input.Split();
        cache.Store(layer, rows, key, value);
        var options = bias is null ? input.Options : input.Options with { RelativeBias = bias };
        return cache.Attend(layer, query, lengths, options).view(query.shape[0], -1);
    }
}
