using System.Diagnostics;
using TorchSharp;

namespace Clt.Host.Bench;

/// <summary>How fast this machine multiplies matrices, with the threads that libtorch uses now.</summary>
internal static class GemmRate
{
    /// <summary>Rows, columns and depth of the product.</summary>
    public const int Size = 2048;

    /// <summary>The best of three fp32 products, in GFLOP/s.</summary>
    public static double Measure()
    {
        using var scope = torch.NewDisposeScope();
        var (a, b) = (torch.rand([Size, Size]), torch.rand([Size, Size]));
        var best = double.MaxValue;
        for (var i = 0; i < 4; i++)
        {
            var clock = Stopwatch.StartNew();
            torch.matmul(a, b);
            if (i > 0) best = Math.Min(best, clock.Elapsed.TotalSeconds);
        }

        return 2.0 * Size * Size * Size / best / 1e9;
    }
}
