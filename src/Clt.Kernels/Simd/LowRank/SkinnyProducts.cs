using System.Runtime.CompilerServices;
using Clt.Kernels.Libtorch;

namespace Clt.Kernels.Simd.LowRank;

/// <summary>
/// Products with one narrow side, as the low-rank matrices of adapters have it: a general product would spend its time on laying the wide
/// side out anew. Widths m are multiples of 16.
/// </summary>
internal static unsafe class SkinnyProducts
{
    /// <summary>c [n, m] (+)= a [n, k] · b [k, m]; b should fit the cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void RowsTimes(float* a, long lda, float* b, long ldb, float* c, long ldc, long n, long m, long k, bool add)
    {
        var whole = Lanes.RoundDown(n, Tiles.Rows);
        for (var i = 0L; i < whole; i += Tiles.Rows)
            Tiles.Strip(a + i * lda, lda, 1, b, ldb, c + i * ldc, ldc, 0, m, k, add);
        if (whole == n)
            return;

        // A strip of its own for the rest, with zeros below.
        var rest = n - whole;
        float* rows = Scratch.Floats(0, Tiles.Rows * k),
            sums = Scratch.Floats(1, Tiles.Rows * m);
        new Span<float>(rows, checked((int)(Tiles.Rows * k))).Clear();
        CopyRows(a + whole * lda, lda, rows, k, rest, k);
        if (add)
            CopyRows(c + whole * ldc, ldc, sums, m, rest, m);
        Tiles.Strip(rows, k, 1, b, ldb, sums, m, 0, m, k, add);
        CopyRows(sums, m, c + whole * ldc, ldc, rest, m);
    }

    /// <summary>c [k, m] = aᵀ · b over all rows of a [n, k] and b [n, m]; k is a multiple of 16.</summary>
    internal static void Transposed(float* a, long lda, float* b, long ldb, float* c, long n, long m, long k)
    {
        // Each thread has rows of the result of its own.
        const long piece = 64;
        ParallelLoop.For(
            (k + piece - 1) / piece,
            n * k * m,
            i =>
            {
                var begin = i * piece;
                ColumnsTimes(a + begin, lda, b, ldb, c + begin * m, m, n, m, Math.Min(piece, k - begin));
            }
        );
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ColumnsTimes(float* a, long lda, float* b, long ldb, float* c, long ldc, long n, long m, long k)
    {
        // So many rows of a and b stay in the first-level cache while all columns pass over them.
        const long block = 64;
        for (var first = 0L; first < n; first += block)
        {
            var depth = Math.Min(block, n - first);
            for (var i = 0L; i < k; i += Tiles.Rows)
                Tiles.Strip(a + first * lda + i, 1, lda, b + first * ldb, ldb, c + i * ldc, ldc, 0, m, depth, first > 0);
        }

        if (n == 0)
            new Span<float>(c, checked((int)(k * ldc))).Clear();
    }

    private static void CopyRows(float* from, long fromStride, float* to, long toStride, long rows, long width)
    {
        var bytes = width * sizeof(float);
        for (var i = 0L; i < rows; i++)
            Buffer.MemoryCopy(from + i * fromStride, to + i * toStride, bytes, bytes);
    }
}
