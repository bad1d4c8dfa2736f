using Clt.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Tests;

/// <summary>Recorded attentions: packed ones as they are, padded ones packed for the kernel and padded again.</summary>
internal static class AttentionFamily
{
    internal static void Check(KernelCase c, string op)
    {
        var bidirectional = op.Contains("bidirectional", StringComparison.Ordinal);
        var options = new AttentionOptions
        {
            Causal = !bidirectional,
            Scale = c.Number("scale"),
            Window = (int)c.Number("window", 0),
            SoftCap = c.Number("softcap", 0),
            AlibiSlopes = op == "attn_alibi" ? PositionBias.AlibiSlopes((int)c.Number("heads")) : null,
        };
        if (c.Has("cu_seqlens"))
            c.Check(
                ["q", "k", "v"],
                ["y"],
                ["dy"],
                t => [Ops.PackedAttention(t[0], t[1], t[2], c["cu_seqlens"].to_type(ScalarType.Int32), options)]
            );
        else if (c.Has("table"))
            c.Check(
                ["q", "k", "v", "table"],
                ["y"],
                ["dy"],
                t =>
                {
                    var bias = PositionBias.Spread(t[3], (int)t[1].size(2), bidirectional, (int)c.Number("max_distance"));
                    return [Padded(t[0], t[1], t[2], All(t[0]), All(t[1]), options with { RelativeBias = bias })];
                }
            );
        else
            PaddedCase(c, bidirectional, options);
    }

    private static void PaddedCase(KernelCase c, bool bidirectional, AttentionOptions options)
    {
        Tensor q = c["q"],
            k = c["k"];
        var keys = c.Has("attention_mask") ? Spans(c["attention_mask"]) : All(k);
        // Without order a padded query is a query like any other; only its keys are fewer.
        var queries = bidirectional || !c.Has("attention_mask") ? All(q) : keys;
        var kept = zeros(q.shape);
        for (var b = 0; b < queries.Length; b++)
            kept.select(0, b).narrow(1, queries[b].Start, queries[b].Length).fill_(1);
        c.Check(["q", "k", "v"], ["y"], ["dy"], t => [Padded(t[0], t[1], t[2], queries, keys, options)], kept.to_type(q.dtype));
    }

    /// <summary>[B, H, T, Dh] in and out; only the given spans of each row are tokens.</summary>
    private static Tensor Padded(
        Tensor q,
        Tensor k,
        Tensor v,
        (long Start, long Length)[] queries,
        (long Start, long Length)[] keys,
        AttentionOptions options
    )
    {
        Tensor Pack(Tensor x, (long Start, long Length)[] spans) =>
            cat(spans.Select((s, b) => x.select(0, b).narrow(1, s.Start, s.Length).transpose(0, 1)).ToArray(), 0);
        Tensor Starts((long Start, long Length)[] spans) => Compare.Starts([.. spans.Select(s => (int)s.Length)]);
        var y = Ops.PackedAttention(Pack(q, queries), Pack(k, keys), Pack(v, keys), Starts(queries), Starts(keys), options);
        var rows = new List<Tensor>();
        long at = 0;
        foreach (var (start, length) in queries)
        {
            var before = zeros(start, q.size(1), q.size(3)).to_type(q.dtype);
            var after = zeros(q.size(2) - start - length, q.size(1), q.size(3)).to_type(q.dtype);
            rows.Add(cat([before, y.narrow(0, at, length), after], 0).transpose(0, 1));
            at += length;
        }
        return stack(rows.ToArray());
    }

    private static (long Start, long Length)[] All(Tensor x) => [.. Enumerable.Repeat((0L, x.size(2)), (int)x.size(0))];

    private static (long Start, long Length)[] Spans(Tensor mask)
    {
        var spans = new (long Start, long Length)[mask.size(0)];
        for (var b = 0; b < spans.Length; b++)
        {
            var row = mask.select(0, b).to_type(ScalarType.Int64).data<long>().ToArray();
            spans[b] = (Array.IndexOf(row, 1L), row.Sum());
        }
        return spans;
    }
}
