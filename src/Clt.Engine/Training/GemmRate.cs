using System.Diagnostics;
using System.Globalization;
using Clt.Formats.Files;
using Clt.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Training;

/// <summary>How fast this machine multiplies large fp32 matrices: what the speed of training is compared with.</summary>
public static class GemmRate
{
    /// <summary>Rows, columns and depth of the product.</summary>
    public const int Size = 2048;

    private const int QuickSize = 512;

    /// <summary>Small products are over before a busy machine can tell much: of many one was left alone.</summary>
    private const int QuickTries = 16;

    /// <summary>The best of three products with the threads that libtorch uses now, in GFLOP/s.</summary>
    public static double Measure() => Measure(Size, ScalarType.Float32);

    /// <summary>The same for square matrices of another size and type.</summary>
    /// <param name="size">Rows, columns and depth.</param>
    /// <param name="type">Of the numbers.</param>
    /// <param name="tries">So many, and one before them.</param>
    /// <param name="alone">Whether the time of other processes is left out: for what is kept.</param>
    internal static double Measure(long size, ScalarType type, int tries = 3, bool alone = false)
    {
        using var scope = NewDisposeScope();
        var (a, b) = (rand([size, size]).to_type(type), rand([size, size]).to_type(type));
        var best = double.MaxValue;
        for (var i = 0; i <= tries; i++)
        {
            var (clock, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            MatrixProducts.Of(a, b);
            var wall = clock.Elapsed.TotalSeconds;
            if (i > 0)
                best = Math.Min(best, alone ? Own(wall, Since(processor), get_num_threads()) : wall);
        }

        return 2.0 * size * size * size / best / 1e9;
    }

    /// <summary>
    /// Seconds of a product without those in which another process had its core: the processor's time, where one thread computed and that
    /// was counted.
    /// </summary>
    internal static double Own(double wall, double processor, int threads) =>
        threads == 1 && processor > 0 ? Math.Min(wall, processor) : wall;

    /// <summary>The same, measured once for a machine and a number of threads, which libtorch uses afterwards.</summary>
    /// <param name="folder">Where it is kept.</param>
    /// <param name="machine">Names the machine; a file name.</param>
    /// <param name="threads">At least 1.</param>
    public static double Kept(string folder, string machine, int threads)
    {
        set_num_threads(threads);
        return KeptIn(FileIn(folder, machine, threads), () => Measure(Size, ScalarType.Float32, alone: true));
    }

    /// <summary>What <see cref="Kept"/> has measured, or null.</summary>
    public static double? Find(string folder, string machine, int threads) => Read(FileIn(folder, machine, threads));

    /// <summary>
    /// A first idea of it in some milliseconds, kept in a folder so that libtorch is loaded for it once: smaller products on one thread,
    /// which libtorch uses afterwards.
    /// </summary>
    public static double Quick(string folder, string machine) =>
        KeptIn(
            Path.Combine(folder, $"gemm-small-{machine}.txt"),
            () =>
            {
                set_num_threads(1);
                return Measure(QuickSize, ScalarType.Float32, QuickTries, alone: true);
            }
        );

    private static double Since(TimeSpan processor) => (Environment.CpuUsage.TotalTime - processor).TotalSeconds;

    private static double KeptIn(string file, Func<double> measure)
    {
        if (Read(file) is { } kept)
            return kept;
        var rate = measure();
        CacheFile.Keep(file, rate.ToString(CultureInfo.InvariantCulture));
        return rate;
    }

    private static double? Read(string file) =>
        double.TryParse(CacheFile.Read(file), CultureInfo.InvariantCulture, out var kept) && kept > 0 && double.IsFinite(kept)
            ? kept
            : null;

    private static string FileIn(string folder, string machine, int threads) => Path.Combine(folder, $"gemm-{machine}-{threads}.txt");
}
