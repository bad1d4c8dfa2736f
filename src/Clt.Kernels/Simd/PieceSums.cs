using System.Runtime.CompilerServices;
using Clt.Kernels.Libtorch;
using static Clt.Kernels.Simd.Lanes;

namespace Clt.Kernels.Simd;

/// <summary>
/// Sums of what each piece of a loop has added up, in the order of the pieces: libtorch's own sum goes by its number of threads.
/// </summary>
internal static unsafe class PieceSums
{
    /// <summary>The first piece becomes the sum of all.</summary>
    /// <param name="pieces">[count, floats].</param>
    /// <param name="count">Number of pieces; with none there is nothing to do.</param>
    /// <param name="floats">Of each, in whole vectors.</param>
    internal static void Add(float* pieces, long count, long floats)
    {
        const long columns = 1024;
        ParallelLoop.For(
            (floats + columns - 1) / columns,
            count * floats,
            i => Columns(pieces, count, floats, i * columns, Math.Min(floats, (i + 1) * columns))
        );
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Columns(float* pieces, long count, long floats, long begin, long end)
    {
        for (var piece = 1L; piece < count; piece++)
        {
            var from = pieces + piece * floats;
            for (var d = begin; d < end; d += Count)
                Store(pieces + d, Load(pieces + d) + Load(from + d));
        }
    }
}
