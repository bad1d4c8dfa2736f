using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels;

public static partial class Reference
{
    public static Tensor PackedAttention(Tensor q, Tensor k, Tensor v, Tensor cuSeqlens, AttentionOptions options) =>
        PackedAttention(q, k, v, cuSeqlens, cuSeqlens, options);

    public static Tensor PackedAttention(Tensor q, Tensor k, Tensor v, Tensor cuSeqlens, Tensor cuSeqlensKeys, AttentionOptions options)
    {
        using var scope = NewDisposeScope();
        long[] queries = Whole(cuSeqlens),
            keys = Whole(cuSeqlensKeys);
        if (FlashAttention.Takes(q, k, options))
            return FlashAttention.Of(q, k, v, queries, keys, options).MoveToOuterDisposeScope();
        var parts = new List<Tensor>();
        for (var b = 0; b + 1 < queries.Length; b++)
            if (queries[b] < queries[b + 1])
                parts.Add(
                    Attend(
                        q.narrow(0, queries[b], queries[b + 1] - queries[b]),
                        k.narrow(0, keys[b], keys[b + 1] - keys[b]),
                        v.narrow(0, keys[b], keys[b + 1] - keys[b]),
                        options
                    )
                );
        if (queries[^1] < q.size(0))
            parts.Add(q.narrow(0, queries[^1], q.size(0) - queries[^1]) * 0);
        return cat(parts.ToArray(), 0).MoveToOuterDisposeScope();
    }

    public static Tensor QkvAttention(
        Tensor qkv,
        long heads,
        long kvHeads,
        RotaryTable? rotary,
        Tensor? positions,
        Tensor cuSeqlens,
        AttentionOptions options
    )
    {
        using var scope = NewDisposeScope();
        var all = qkv.view(qkv.size(0), heads + 2 * kvHeads, -1);
        Tensor q = all.narrow(1, 0, heads),
            k = all.narrow(1, heads, kvHeads),
            v = all.narrow(1, heads + kvHeads, kvHeads);
        if (rotary is not null)
            (q, k) = Rotary(q, k, rotary.Cos, rotary.Sin, positions!, rotary.Interleaved);
        return PackedAttention(q, k, v, cuSeqlens, options).reshape(qkv.size(0), -1).MoveToOuterDisposeScope();
    }

    /// <summary>One sequence: queries [Tq, H, Dh] against keys [Tk, Hkv, Dh].</summary>
    private static Tensor Attend(Tensor q, Tensor k, Tensor v, AttentionOptions options)
    {
        long queries = q.size(0),
            keys = k.size(0),
            group = q.size(1) / k.size(1);
        if (q.device_type == DeviceType.CUDA && IsPlain(options) && (queries == keys || !options.Causal))
            return Scaled(q, k, v, group, options);
        var scores = matmul(Heads(q, 1), Heads(k, group).transpose(1, 2)) * options.ScaleFor(q.size(2));
        // key place − query place, the last query standing at the last key
        var distance = arange(keys, device: q.device).unsqueeze(0) - arange(keys - queries, keys, device: q.device).unsqueeze(1);
        scores = Biased(scores, distance, options);
        // Masked weights are set to zero again: a row that sees no key at all gets zeros.
        var hidden = Hidden(distance, options);
        var weights = hidden is null ? scores.softmax(-1) : scores.masked_fill(hidden, -1e30).softmax(-1).masked_fill(hidden, 0);
        return matmul(weights, Heads(v, group)).transpose(0, 1).to_type(q.dtype);
    }

    /// <summary>
    /// One sequence by libtorch's own attention, which keeps no scores. Its causal mask begins at the first key, so there are as many as
    /// queries.
    /// </summary>
    internal static Tensor Scaled(Tensor q, Tensor k, Tensor v, long group, AttentionOptions options)
    {
        // Its scale is 1/√width: another one is put into the queries.
        var query = (q * (options.ScaleFor(q.size(2)) * Math.Sqrt(q.size(2)))).transpose(0, 1).unsqueeze(0);
        var attended = nn.functional.scaled_dot_product_attention(query, Repeated(k), Repeated(v), null, 0, options.Causal);
        return attended.squeeze(0).transpose(0, 1);

        Tensor Repeated(Tensor x) => (group == 1 ? x : x.repeat_interleave(group, 1)).transpose(0, 1).unsqueeze(0);
    }

    private static bool IsPlain(AttentionOptions options) => options is { SoftCap: 0, AlibiSlopes: null, RelativeBias: null, Window: 0 };

    /// <summary>Scores [H, Tq, Tk] after soft cap and biases.</summary>
    private static Tensor Biased(Tensor scores, Tensor distance, AttentionOptions options)
    {
        if (options.SoftCap > 0)
            scores = (scores / options.SoftCap).tanh() * options.SoftCap;
        if (options.AlibiSlopes is { } slopes)
            scores = scores + slopes.to_type(ScalarType.Float32).view(-1, 1, 1) * distance;
        if (options.RelativeBias is not { } bias)
            return scores;
        // What is masked may be farther away than the table reaches.
        var radius = (bias.size(1) - 1) / 2;
        return scores
            + bias.to_type(ScalarType.Float32).index_select(1, (distance.clamp(-radius, radius) + radius).flatten()).view(scores.shape);
    }

    private static Tensor? Hidden(Tensor distance, AttentionOptions options)
    {
        var window = options.Window;
        if (options.Causal)
            return window > 0 ? distance.gt(0).logical_or(distance.le(-window)) : distance.gt(0);
        return window > 0 ? distance.abs().ge(window) : null;
    }

    /// <summary>[T, H, Dh] to [H · group, T, Dh] in fp32.</summary>
    private static Tensor Heads(Tensor x, long group)
    {
        var wide = x.to_type(ScalarType.Float32).transpose(0, 1);
        return group == 1 ? wide : wide.repeat_interleave(group, 0);
    }

    private static long[] Whole(Tensor integers) => integers.to_type(ScalarType.Int64).cpu().data<long>().ToArray();
}
