using System.Runtime.CompilerServices;

namespace Clt.Kernels.Simd.Attention;

/// <summary>Blocks of queries or keys in the kernels' memory.</summary>
internal static unsafe class Block
{
    /// <summary>Queries and keys that are held at once: their scores fit in the first-level cache. Whole vectors and strips.</summary>
    internal const int Size = 64;

    /// <summary>The block across, eight rows at a time, so that short sequences pay for little more than they have.</summary>
    /// <param name="from">[rows, padded]; what lies behind them, up to a multiple of eight rows, may be anything.</param>
    /// <param name="to">[padded, <see cref="Size"/>].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Transpose(float* from, long rows, long padded, float* to)
    {
        for (var row = 0L; row < rows; row += 8)
        for (var d = 0L; d < padded; d += 4)
            Transposition.Columns4(from + row * padded + d, padded, to + d * Size + row, Size);
    }
}
