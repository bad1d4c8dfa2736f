using System.Runtime.CompilerServices;
using Clt.Kernels.Libtorch;

namespace Clt.Kernels.Simd.Attention;

/// <summary>
/// Forward pass of packed attention: online softmax over blocks of keys (Dao et al. 2022, FlashAttention), one task a sequence and key
/// head.
/// </summary>
/// <param name="output">[tokens, heads, width], written for every token that a sequence covers.</param>
/// <param name="logSums">[tokens, heads]: the logarithm of each softmax's sum, written as the output is.</param>
internal sealed unsafe class AttentionForward<T>(AttentionShape shape, Rope rope, ProjectionRows<T> x, HeadRows<T> output, float* logSums)
    where T : unmanaged, IElement<T>
{
    internal void Run() =>
        ParallelLoop.For(shape.Sequences * shape.KvHeads, shape.Tokens * shape.Heads * shape.Width * Block.Size, Sequence);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sequence(long task)
    {
        long sequence = task / shape.KvHeads,
            kvHead = task % shape.KvHeads;
        long firstQuery = shape.QueryStarts[sequence],
            queries = shape.QueryStarts[sequence + 1] - firstQuery;
        long firstKey = shape.KeyStarts[sequence],
            keys = shape.KeyStarts[sequence + 1] - firstKey;
        var range = new KeyRange(queries, keys, shape.Rule);
        var at = new ForwardBuffers(shape.Padded);

        // The block of keys that the buffers hold: short sequences read theirs once for the whole group.
        var held = -1L;
        for (var head = kvHead * shape.Group; head < (kvHead + 1) * shape.Group; head++)
        for (var query = 0L; query < queries; query += Block.Size)
        {
            var rows = Math.Min(Block.Size, queries - query);
            at.Begin(rows, shape.Padded);
            x.Q.Read(head, firstQuery + query, rows, shape, rope, shape.Rule.Scale, at.Queries);
            for (var key = Lanes.RoundDown(range.Low(query), Block.Size); key < range.High(query + rows - 1); key += Block.Size)
            {
                var count = Math.Min(Block.Size, keys - key);
                if (held != key)
                    ReadKeys(at, kvHead, firstKey + key, count);
                held = key;
                AddBlock(at, range, head, query, rows, key, count);
            }

            Write(at, head, firstQuery + query, rows);
        }
    }

    private void ReadKeys(in ForwardBuffers at, long kvHead, long first, long count)
    {
        x.K.Read(kvHead, first, count, shape, rope, 1, at.Keys);
        Block.Transpose(at.Keys, count, shape.Padded, at.KeysAcross);
        x.V.Read(kvHead, first, count, shape, default, 1, at.Values);
    }

    /// <summary>Adds keys from `key` on, `keys` of them, to queries from `query` on, `queries` of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddBlock(in ForwardBuffers at, in KeyRange range, long head, long query, long queries, long key, long keys)
    {
        var padded = shape.Padded;
        for (var first = 0L; first < queries; first += Tiles.Rows)
        {
            var rows = Math.Min(Tiles.Rows, queries - first);
            var strip = range.Strip(query + first, rows, key, keys);
            if (strip.IsEmpty)
                continue;
            float* scores = at.Scores + first * Block.Size,
                output = at.Output + first * padded;
            Tiles.Strip(
                at.Queries + first * padded,
                padded,
                1,
                at.KeysAcross,
                Block.Size,
                scores,
                Block.Size,
                strip.Low,
                strip.High,
                shape.Width,
                add: false
            );
            for (var i = 0L; i < rows; i++)
            {
                var place = query + first + i;
                var row = range.Row(place, key, keys, strip);
                Scores.Finish(shape.Rule, head, key - place - range.Offset, strip, row, scores + i * Block.Size);
                OnlineSoftmax.Add(
                    scores + i * Block.Size,
                    strip,
                    row,
                    ref at.Maximum[first + i],
                    ref at.Sum[first + i],
                    output + i * padded,
                    padded
                );
            }

            var depth = Math.Min(strip.High, keys) - strip.Low;
            Tiles.Strip(
                scores + strip.Low,
                Block.Size,
                1,
                at.Values + strip.Low * padded,
                padded,
                output,
                padded,
                0,
                padded,
                depth,
                add: true
            );
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Write(in ForwardBuffers at, long head, long first, long count)
    {
        for (var i = 0L; i < count; i++)
        {
            // A query that sees no key gets zeros.
            var sum = at.Sum[i];
            HeadRows<T>.WriteRow(output.At(first + i, head), shape.Width, sum > 0 ? 1 / sum : 0, at.Output + i * shape.Padded);
            logSums[(first + i) * shape.Heads + head] = sum > 0 ? at.Maximum[i] + MathF.Log(sum) : 0;
        }
    }
}
