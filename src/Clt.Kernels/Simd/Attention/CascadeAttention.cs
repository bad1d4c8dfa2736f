using System.Runtime.CompilerServices;
using Clt.Kernels.Libtorch;

namespace Clt.Kernels.Simd.Attention;

/// <summary>
/// Attention of queries over several runs of cached keys each: prefixes that many sequences share, then what is a sequence's own. One
/// online softmax over all runs (cascade inference, Ye et al. 2024, merged as in FlashAttention): a shared run is read once for all queries
/// of a chunk.
/// </summary>
/// <param name="shape">Its sequences are not used.</param>
/// <param name="x">Queries, and the cache's keys and values.</param>
/// <param name="output">[tokens, heads, width].</param>
/// <param name="positions">[tokens]: each query's position in its sequence.</param>
/// <param name="runs">Of keys and the queries that look at them.</param>
/// <param name="runCount">How many.</param>
internal sealed unsafe class CascadeAttention<T>(
    AttentionShape shape,
    ProjectionRows<T> x,
    HeadRows<T> output,
    long* positions,
    KeyRun* runs,
    long runCount
)
    where T : unmanaged, IElement<T>
{
    /// <summary>Queries that are held at once, with all heads that share a key head.</summary>
    private const long Chunk = 64;

    internal void Run() =>
        ParallelLoop.For(
            (shape.Tokens + Chunk - 1) / Chunk * shape.KvHeads,
            shape.Tokens * shape.Heads * shape.Width * Block.Size,
            task => Queries(task % shape.KvHeads, task / shape.KvHeads * Chunk)
        );

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Queries(long kvHead, long start)
    {
        long queries = Math.Min(Chunk, shape.Tokens - start),
            group = shape.Group,
            padded = shape.Padded;
        var at = new CascadeBuffers(queries * group, padded);
        for (var i = 0L; i < queries * group; i++)
        {
            var row = x.Q.At(start + i / group, kvHead * group + i % group);
            HeadRows<T>.ReadRow(row, shape.Width, shape.Rule.Scale, at.Queries + i * padded);
        }

        for (var r = 0L; r < runCount; r++)
        {
            var run = runs[r];
            long first = Math.Max(run.FirstQuery, start),
                end = Math.Min(run.FirstQuery + run.Queries, start + queries);
            for (var key = 0L; first < end && key < run.Keys; key += Block.Size)
                AddBlock(at, kvHead, start, first, end, run.FirstRow + key, run.Position + key, Math.Min(Block.Size, run.Keys - key));
        }

        for (var i = 0L; i < queries * group; i++)
        {
            var row = output.At(start + i / group, kvHead * group + i % group);
            HeadRows<T>.WriteRow(row, shape.Width, at.Sum[i] > 0 ? 1 / at.Sum[i] : 0, at.Output + i * padded);
        }
    }

    /// <summary>Adds a block of keys to the queries from `first` to before `end`.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddBlock(in CascadeBuffers at, long kvHead, long start, long first, long end, long cacheRow, long position, long keys)
    {
        // Positions rise with the queries of one sequence only: each is asked.
        var seen = false;
        for (var i = first; i < end && !seen; i++)
            seen = !Visible(positions[i], position, keys).IsEmpty;
        if (!seen)
            return;
        x.K.Read(kvHead, cacheRow, keys, shape, default, 1, at.Keys);
        Block.Transpose(at.Keys, keys, shape.Padded, at.KeysAcross);
        x.V.Read(kvHead, cacheRow, keys, shape, default, 1, at.Values);
        for (var row = (first - start) * shape.Group; row < (end - start) * shape.Group; row += Tiles.Rows)
            AddStrip(at, kvHead, start, row, Math.Min(Tiles.Rows, (end - start) * shape.Group - row), position, keys);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddStrip(in CascadeBuffers at, long kvHead, long start, long first, long rows, long position, long keys)
    {
        long padded = shape.Padded,
            low = keys,
            high = 0;
        for (var i = first; i < first + rows; i++)
        {
            var row = Visible(positions[start + i / shape.Group], position, keys);
            if (!row.IsEmpty)
                (low, high) = (Math.Min(low, row.Low), Math.Max(high, row.High));
        }

        if (low >= high)
            return;
        var strip = new Columns(Lanes.RoundDown(low), Lanes.RoundUp(high));
        Tiles.Strip(
            at.Queries + first * padded,
            padded,
            1,
            at.KeysAcross,
            Block.Size,
            at.Scores,
            Block.Size,
            strip.Low,
            strip.High,
            shape.Width,
            add: false
        );
        for (var i = 0L; i < Tiles.Rows; i++)
        {
            float* scores = at.Scores + i * Block.Size;
            var place = start + (first + i) / shape.Group;
            var row = i < rows ? Visible(positions[place], position, keys) : default;
            if (row.IsEmpty)
            {
                new Span<float>(scores + strip.Low, (int)(strip.High - strip.Low)).Clear();
                continue;
            }

            Scores.Finish(shape.Rule, kvHead * shape.Group + (first + i) % shape.Group, position - positions[place], strip, row, scores);
            OnlineSoftmax.Add(
                scores,
                strip,
                row,
                ref at.Maximum[first + i],
                ref at.Sum[first + i],
                at.Output + (first + i) * padded,
                padded
            );
        }

        Tiles.Strip(
            at.Scores + strip.Low,
            Block.Size,
            1,
            at.Values + strip.Low * padded,
            padded,
            at.Output + first * padded,
            padded,
            0,
            padded,
            high - strip.Low,
            add: true
        );
    }

    /// <summary>Which of a block's keys a query sees.</summary>
    /// <param name="query">Its position.</param>
    /// <param name="first">The position of the block's first key.</param>
    /// <param name="keys">Keys of the block.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Columns Visible(long query, long first, long keys)
    {
        var window = shape.Rule.Window;
        var after =
            shape.Rule.Causal ? query + 1 - first
            : window > 0 ? query + window - first
            : keys;
        return new(window > 0 ? Math.Max(0, query - window + 1 - first) : 0, Math.Min(after, keys));
    }
}
