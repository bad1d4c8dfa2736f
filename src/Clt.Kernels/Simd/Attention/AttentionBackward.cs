using System.Runtime.CompilerServices;
using Clt.Kernels.Libtorch;

namespace Clt.Kernels.Simd.Attention;

/// <summary>
/// Backward pass of packed attention (Dao et al. 2022, FlashAttention, algorithm 4): weights are made again from the saved log-sums, block
/// by block. One task owns all queries of a key head in a sequence, so that the gradients of keys and values are summed by one thread in a
/// fixed order.
/// </summary>
/// <param name="logSums">[tokens, heads], from the forward pass.</param>
/// <param name="biasGradients">[sequences, heads, span], zeros, or null.</param>
internal sealed unsafe class AttentionBackward<T>(
    AttentionShape shape,
    Rope rope,
    ProjectionRows<T> x,
    HeadRows<T> output,
    HeadRows<T> gradient,
    float* logSums,
    ProjectionRows<T> gradients,
    float* biasGradients
)
    where T : unmanaged, IElement<T>
{
    internal void Run() =>
        ParallelLoop.For(shape.Sequences * shape.KvHeads, shape.Tokens * shape.Heads * shape.Width * 2 * Block.Size, Sequence);

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
        var at = new BackwardBuffers(shape.Padded, queries, keys);
        var held = -1L;
        for (var head = kvHead * shape.Group; head < (kvHead + 1) * shape.Group; head++)
        {
            at.Begin(queries, shape.Padded);
            var bias = BiasGradient(sequence, head);
            for (var query = 0L; query < queries; query += Block.Size)
            {
                var rows = Math.Min(Block.Size, queries - query);
                ReadQueries(at, head, firstQuery + query, rows);
                for (var key = Lanes.RoundDown(range.Low(query), Block.Size); key < range.High(query + rows - 1); key += Block.Size)
                {
                    var count = Math.Min(Block.Size, keys - key);
                    if (held != key)
                        ReadKeys(at, kvHead, firstKey + key, count);
                    held = key;
                    AddBlock(at, range, head, firstQuery, query, rows, key, count, bias);
                }
            }

            gradients.Q.Write(head, firstQuery, queries, shape, rope, shape.Rule.Scale, at.QueryGradients);
        }

        gradients.K.Write(kvHead, firstKey, keys, shape, rope, 1, at.KeyGradients);
        gradients.V.Write(kvHead, firstKey, keys, shape, default, 1, at.ValueGradients);
    }

    /// <summary>The relative bias's gradient at distance 0.</summary>
    private float* BiasGradient(long sequence, long head) =>
        biasGradients == null ? null : biasGradients + (sequence * shape.Heads + head) * shape.Rule.Span + shape.Rule.Span / 2;

    private void ReadKeys(in BackwardBuffers at, long kvHead, long first, long count)
    {
        x.K.Read(kvHead, first, count, shape, rope, 1, at.Keys);
        Block.Transpose(at.Keys, count, shape.Padded, at.KeysAcross);
        x.V.Read(kvHead, first, count, shape, default, 1, at.Values);
        Block.Transpose(at.Values, count, shape.Padded, at.ValuesAcross);
    }

    /// <summary>A block of queries and of the output's gradients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadQueries(in BackwardBuffers at, long head, long first, long count)
    {
        x.Q.Read(head, first, count, shape, rope, shape.Rule.Scale, at.Queries);
        gradient.Read(head, first, count, shape, default, 1, at.Outputs);
        for (var i = 0L; i < count; i++)
        {
            HeadRows<T>.ReadRow(output.At(first + i, head), shape.Width, 1, at.Row);
            var along = Lane16.Zero;
            for (var d = 0L; d < shape.Padded; d += Lanes.Count)
                along = Lanes.MultiplyAdd(Lanes.Load(at.Row + d), Lanes.Load(at.Outputs + i * shape.Padded + d), along);
            at.Mean[i] = Lanes.Sum(along);
        }
    }

    /// <summary>Adds what keys from `key` on, `keys` of them, and queries from `query` on, `queries` of them, give each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddBlock(
        in BackwardBuffers at,
        in KeyRange range,
        long head,
        long firstQuery,
        long query,
        long queries,
        long key,
        long keys,
        float* bias
    )
    {
        var padded = shape.Padded;
        var strips = stackalloc Columns[Block.Size / NarrowTile.Rows];
        var count = 0;
        for (var first = 0L; first < queries; first += Tiles.Rows, count++)
        {
            var rows = Math.Min(Tiles.Rows, queries - first);
            var strip = strips[count] = range.Strip(query + first, rows, key, keys);
            if (strip.IsEmpty)
                continue;
            float* weights = at.Weights + first * Block.Size,
                scores = at.Scores + first * Block.Size;
            Products(at.Queries + first * padded, at.KeysAcross, strip, weights);
            Products(at.Outputs + first * padded, at.ValuesAcross, strip, scores);
            for (var i = 0L; i < rows; i++)
            {
                var place = query + first + i;
                ScoreGradients.Row(
                    shape.Rule,
                    head,
                    key - place - range.Offset,
                    strip,
                    range.Row(place, key, keys, strip),
                    weights + i * Block.Size,
                    scores + i * Block.Size,
                    logSums[(firstQuery + place) * shape.Heads + head],
                    at.Mean[first + i],
                    at.CapSlope,
                    bias
                );
            }

            var depth = Math.Min(strip.High, keys) - strip.Low;
            Tiles.Strip(
                scores + strip.Low,
                Block.Size,
                1,
                at.Keys + strip.Low * padded,
                padded,
                at.QueryGradients + (query + first) * padded,
                padded,
                0,
                padded,
                depth,
                add: true
            );
        }

        for (var column = 0L; column < keys; column += Tiles.Rows)
            AddKeys(at, strips, count, queries, key, column);
    }

    /// <summary>Each row of a strip by each column of the block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Products(float* rows, float* across, Columns columns, float* to) =>
        Tiles.Strip(rows, shape.Padded, 1, across, Block.Size, to, Block.Size, columns.Low, columns.High, shape.Width, add: false);

    /// <summary>Adds a strip of keys' gradients from the block's queries that see them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddKeys(in BackwardBuffers at, Columns* strips, int count, long queries, long key, long column)
    {
        // The strips of queries whose columns reach these keys are consecutive.
        int begin = 0,
            end = count;
        while (begin < end && !Reaches(strips[begin], column))
            begin++;
        while (end > begin && !Reaches(strips[end - 1], column))
            end--;
        if (begin == end)
            return;
        long padded = shape.Padded,
            first = begin * Tiles.Rows,
            depth = Math.Min(end * Tiles.Rows, queries) - first;
        long place = first * Block.Size + column,
            row = (key + column) * padded;
        Tiles.Strip(
            at.Weights + place,
            1,
            Block.Size,
            at.Outputs + first * padded,
            padded,
            at.ValueGradients + row,
            padded,
            0,
            padded,
            depth,
            add: true
        );
        Tiles.Strip(
            at.Scores + place,
            1,
            Block.Size,
            at.Queries + first * padded,
            padded,
            at.KeyGradients + row,
            padded,
            0,
            padded,
            depth,
            add: true
        );
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Reaches(Columns strip, long column) => strip.Low < column + Tiles.Rows && strip.High > column;
}
