using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>Tokens are stored in a pool, and look at runs of tokens there, themselves among them.</summary>
/// <param name="pool">Keys and values.</param>
/// <param name="rows">[N], int64: where each token goes.</param>
/// <param name="runs">[R, 5], int64, on the host: what it looks at.</param>
/// <param name="bias">[H, 2R − 1]: added to the scores by distance (<see cref="Kernels.AttentionOptions.RelativeBias"/>), or null.</param>
internal sealed class PooledAttention(KeyValuePool pool, Tensor rows, Tensor runs, Tensor? bias = null) : IAttention
{
    public Tensor Attend(int layer, AttentionInput input)
    {
        var (query, key, value) = input.Split();
        pool.Store(layer, rows, key, value);
        var options = bias is null ? input.Options : input.Options with { RelativeBias = bias };
        return pool.Attend(layer, query, input.Positions, runs, options).reshape(query.shape[0], -1);
    }
}
