using Clt.Engine.Distributed;
using Clt.Kernels;
using Clt.Engine.Training;
using TorchSharp;

namespace Clt.Host.Doctor;

/// <summary>libtorch, its BLAS, the fused kernels, and the collectives.</summary>
internal static class TorchChecks
{
    public static IEnumerable<Check> All()
    {
        double rate;
        string? failure = null;
        try
        {
            ComputeThreads.UseAll();
            rate = GemmRate.Measure();
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException or TypeInitializationException)
        {
            (rate, failure) = (0, (error.InnerException ?? error).Message);
        }

        if (failure is not null)
        {
            yield return Check.Bad("libtorch", failure, "Run any command through ./clt, which builds the native part, or set CLT_LIBTORCH");
            yield break;
        }

        var cuda = torch.cuda.is_available() ? "available" : "not available";
        yield return Check.Good("libtorch", $"{torch.__version__}, {torch.get_num_threads()} threads, CUDA {cuda}");
        yield return Blas(rate);
        yield return Ops.WhyNotFused is null
            ? Check.Good("kernels", Ops.Why)
            : Check.Warn("kernels", Ops.Why, "They are several times slower");
        yield return ProcessGroup.WhyNot is { } why
            ? Check.Warn("several processes", why, "Training uses one process. For 'clt launch': sudo apt-get install libgloo-dev, then run ./clt")
            : Check.Good("several processes", "libtorch's Gloo");
    }

    private static Check Blas(double rate)
    {
        var text = $"{rate:0} GFLOP/s in fp32 {GemmRate.Size}³ products";
        var reference = File.Exists("/proc/self/maps") && File.ReadLines("/proc/self/maps").Any(l => l.Contains("/blas/libblas", StringComparison.Ordinal));
        return reference
            ? Check.Bad("matrix products", $"{text}, by the reference BLAS", "sudo apt-get install libopenblas0-openmp")
            : Check.Good("matrix products", text);
    }
}
