using System.Runtime.CompilerServices;
using Clt.Kernels.Libtorch;
using static Clt.Kernels.Simd.Lanes;

namespace Clt.Kernels.Simd;

/// <summary>Rows of a table by their numbers, and sums of rows by number.</summary>
internal static unsafe class EmbeddingLoops
{
    /// <summary>to [count, rowBytes] = the named rows of a table.</summary>
    internal static void Gather(byte* table, long* ids, long count, long rowBytes, byte* to)
    {
        var pieces = new RowPieces(count);
        ParallelLoop.For(
            pieces.Count,
            count * rowBytes / sizeof(float),
            piece =>
            {
                for (var i = pieces.Begin(piece); i < pieces.End(piece); i++)
                    Buffer.MemoryCopy(table + ids[i] * rowBytes, to + i * rowBytes, rowBytes, rowBytes);
            }
        );
    }

    /// <summary>Adds each row of dy [ids, width] to the row of a table that its id names, in the order of their places.</summary>
    /// <param name="dy">[ids, width].</param>
    /// <param name="places">Of the ids.</param>
    /// <param name="width">Of a row.</param>
    /// <param name="table">[vocabulary, width].</param>
    internal static void Scatter<T>(T* dy, IdPlaces places, long width, T* table)
        where T : unmanaged, IElement<T>
    {
        var pieces = new RowPieces(places.Limit);
        ParallelLoop.For(
            pieces.Count,
            places.Count * width + places.Limit,
            piece =>
            {
                var sum = Scratch.Floats(2, RoundUp(width));
                for (var id = pieces.Begin(piece); id < pieces.End(piece); id++)
                {
                    var found = places.Of(id);
                    if (found.IsEmpty)
                        continue;
                    var row = Element.Widen(table + id * width, width, sum);
                    foreach (var place in found)
                        AddRow(row, dy + place * width, width);
                    Element.Narrow(row, width, table + id * width);
                }
            }
        );
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRow<T>(float* sum, T* row, long width)
        where T : unmanaged, IElement<T>
    {
        var whole = RoundDown(width);
        for (var d = 0L; d < whole; d += Count)
            Store(sum + d, Load(sum + d) + T.Load(row + d));
        for (var d = whole; d < width; d++)
            sum[d] += T.Load(row[d]);
    }
}
