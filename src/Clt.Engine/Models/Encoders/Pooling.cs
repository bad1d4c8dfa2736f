using Clt.Engine.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Models.Encoders;

/// <summary>One vector a sequence from the hidden states [N, D] of a packed batch; differentiable.</summary>
public static class Pooling
{
    /// <summary>[B, D]: the state of each sequence's first token.</summary>
    public static Tensor First(Tensor hidden, PackedBatch batch) =>
        hidden.index_select(0, batch.CumulativeLengths.narrow(0, 0, batch.Sequences).to(hidden.device));

    /// <summary>[B, D]: the mean over each sequence's tokens.</summary>
    public static Tensor Mean(Tensor hidden, PackedBatch batch)
    {
        var lengths = Enumerable.Range(0, batch.Sequences).Select(i => batch.Starts[i + 1] - batch.Starts[i]).ToArray();
        using var rows = tensor(lengths.SelectMany((length, i) => Enumerable.Repeat((long)i, length)).ToArray(), device: hidden.device);
        using var sums = zeros(batch.Sequences, hidden.shape[1], dtype: hidden.dtype, device: hidden.device).index_add(0, rows, hidden, 1);
        using var counts = tensor(lengths.Select(l => (float)l).ToArray(), device: hidden.device).unsqueeze(1);
        return sums / counts;
    }

    /// <summary>Rows divided by their lengths; a row of zeros stays one.</summary>
    public static Tensor Normalized(Tensor rows) => rows / rows.square().sum(1, keepdim: true).sqrt().clamp_min(1e-12);
}

/// <summary>How one vector is made of a sequence's states.</summary>
public enum PoolingMode
{
    /// <summary>Their mean, the special tokens' included.</summary>
    Mean,

    /// <summary>The first token's ([CLS], &lt;s&gt;).</summary>
    First,
}
