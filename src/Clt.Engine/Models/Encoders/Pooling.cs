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

    /// <summary>[B, D]: the mean over each sequence's tokens, weighted by the softmax of their products with a vector.</summary>
    /// <param name="hidden">[N, D].</param>
    /// <param name="batch">The sequences.</param>
    /// <param name="query">[D].</param>
    public static Tensor Attention(Tensor hidden, PackedBatch batch, Tensor query)
    {
        var (count, longest) = (batch.Sequences, batch.MaxLength);
        var (rows, places) = (new long[batch.Tokens], new long[batch.Tokens]);
        for (var b = 0; b < count; b++)
        {
            for (var at = batch.Starts[b]; at < batch.Starts[b + 1]; at++)
                (rows[at], places[at]) = (b, ((long)b * longest) + at - batch.Starts[b]);
        }

        using var inGrid = tensor(places, device: hidden.device);
        using var ofRow = tensor(rows, device: hidden.device);
        var scores = hidden.matmul(query);
        var grid = full(count * longest, float.NegativeInfinity, dtype: scores.dtype, device: hidden.device);
        var weights = grid.scatter(0, inGrid, scores).view(count, longest).softmax(1).flatten().index_select(0, inGrid);
        return zeros(count, hidden.shape[1], dtype: hidden.dtype, device: hidden.device)
            .index_add(0, ofRow, hidden * weights.unsqueeze(1), 1);
    }

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
