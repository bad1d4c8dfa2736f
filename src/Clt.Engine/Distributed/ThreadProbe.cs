using System.Diagnostics;
using Clt.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Distributed;

/// <summary>Measures what more threads bring, and whether they change numbers.</summary>
internal static class ThreadProbe
{
    /// <summary>More threads are taken where they bring at least this much: others may want the cores.</summary>
    private const double Worth = 1.15;

    /// <summary>As a weight's gradient has them: much deeper than wide, so that libraries are tempted to cut the depth.</summary>
    private static readonly (long Rows, long Depth, long Columns)[] Deep = [(384, 3000, 128), (128, 3000, 352), (512, 1024, 128)];

    /// <summary>The fewest threads that multiply nearly as fast as all that are offered, as the machine is now.</summary>
    public static int Useful(int offered) => Restoring(() => Fewest(offered));

    /// <summary>Whether deep products have the same bits on one thread and on so many.</summary>
    public static bool KeepsBits(int threads) => Restoring(() => SameBits(threads));

    /// <summary>Tries threads, and sets those that were computed with before.</summary>
    private static T Restoring<T>(Func<T> tried)
    {
        var before = get_num_threads();
        try
        {
            return tried();
        }
        finally
        {
            set_num_threads(before);
        }
    }

    private static int Fewest(int offered)
    {
        var (best, rate) = (1, Rate(1));
        for (var threads = 2; threads <= offered; threads = threads < offered ? Math.Min(2 * threads, offered) : offered + 1)
        {
            if (Rate(threads) is var more && more < Worth * rate)
                break;
            (best, rate) = (threads, more);
        }

        return best;
    }

    private static bool SameBits(int threads)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        foreach (var (rows, depth, columns) in Deep)
        {
            Tensor a = randn(depth, rows, generator: generator).t(),
                b = randn(depth, columns, generator: generator);
            set_num_threads(1);
            var alone = MatrixProducts.Of(a, b);
            set_num_threads(threads);
            if (!alone.Equals(MatrixProducts.Of(a, b)))
                return false;
        }

        return true;
    }

    /// <summary>Products of 512³ a second, the best of five.</summary>
    private static double Rate(int threads)
    {
        using var scope = NewDisposeScope();
        set_num_threads(threads);
        var (a, best) = (ones(512, 512), double.MaxValue);
        for (var i = 0; i < 6; i++)
        {
            var clock = Stopwatch.StartNew();
            MatrixProducts.Of(a, a).Dispose();
            if (i > 0)
                best = Math.Min(best, clock.Elapsed.TotalSeconds);
        }

        return 1 / best;
    }
}
