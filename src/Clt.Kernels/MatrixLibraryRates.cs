using System.Diagnostics;
using Clt.Kernels.Libtorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels;

/// <summary>How fast libtorch's libraries multiply here, on one thread, in GFLOP/s.</summary>
/// <param name="Blas">By libtorch itself.</param>
/// <param name="OneDnn">By oneDNN; 0 where it is not there.</param>
public readonly record struct MatrixLibraryRates(double Blas, double OneDnn)
{
    /// <summary>
    /// oneDNN must be so many times as fast. Where MKL has loops for the processor the two differ by a tenth; where it has not, by two.
    /// </summary>
    private const double Worth = 1.3;

    private const int Size = 448;
    private const int Tries = 8;

    /// <summary>What to multiply by.</summary>
    public MatrixLibrary Faster => OneDnn >= Worth * Blas ? MatrixLibrary.OneDnn : MatrixLibrary.Blas;

    /// <summary>
    /// Measures both in turns, some 20 ms in all. Times are the processor's where less of it went by than by the clock: others may have the
    /// core meanwhile.
    /// </summary>
    public static MatrixLibraryRates Measure()
    {
        if (!Libtorch.OneDnn.IsThere)
            return new(1, 0);
        var threads = get_num_threads();
        set_num_threads(1);
        try
        {
            using var scope = NewDisposeScope();
            var (a, b) = (rand(Size, Size), rand(Size, Size));
            double blas = double.MaxValue,
                oneDnn = double.MaxValue;
            for (var i = 0; i < Tries; i++)
            {
                blas = Math.Min(blas, Seconds(() => a.mm(b)));
                oneDnn = Math.Min(oneDnn, Seconds(() => MatrixProducts.ByOneDnn(a, b)));
            }

            var work = 2.0 * Size * Size * Size / 1e9;
            return new(work / blas, work / oneDnn);
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    private static double Seconds(Func<Tensor> product)
    {
        var (clock, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        product().Dispose();
        var used = (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
        var wall = clock.Elapsed.TotalSeconds;
        return used > 0 ? Math.Min(wall, used) : wall;
    }
}
