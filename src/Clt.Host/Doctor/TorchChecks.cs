using System.Globalization;
using Clt.Engine.Distributed;
using Clt.Engine.Training;
using Clt.Kernels;
using Clt.Kernels.Collectives.Mpi;
using Clt.Kernels.Collectives.Nccl;
using Clt.Kernels.Libtorch;
using TorchSharp;

namespace Clt.Host.Doctor;

/// <summary>libtorch, its product, the kernels, and the collectives.</summary>
internal static class TorchChecks
{
    public static IEnumerable<Check> All()
    {
        ProductRate? rate = null;
        string failure = "";
        try
        {
            ComputeThreads.UseAll();
            rate = ProductRate.Measure();
        }
        catch (Exception error)
            when (error is DllNotFoundException or EntryPointNotFoundException or TypeInitializationException or NotSupportedException)
        {
            failure = (error.InnerException ?? error).Message.Split('\n')[0];
        }

        if (rate is null)
        {
            yield return Check.Bad(
                "libtorch",
                failure,
                "Run any command through ./clt, which places libtorch, or set CLT_LIBTORCH to one of the version that TorchSharp needs"
            );
            yield break;
        }

        var cuda = torch.cuda.is_available() ? $"{torch.cuda.device_count()} CUDA device(s)" : "no CUDA";
        yield return Check.Good(
            "libtorch",
            $"{torch.__version__} from {NativeLibraries.Folder}, {torch.get_num_threads()} threads, {cuda}"
        );
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{rate.Product:0} GFLOP/s in fp32 {GemmRate.Size}³ products by {Products()}; vectors allow {rate.Peak:0}"
        );
        yield return rate.Warning is { } warning
            ? Check.Warn("matrix products", text, $"{warning} Is something else running, or libtorch another than the package's?")
            : Check.Good("matrix products", text);
        yield return Ops.WhyNotFused is null
            ? Check.Good("kernels", Ops.Why)
            : Check.Warn("kernels", Ops.Why, "They are several times slower");
        if (torch.cuda.is_available())
        {
            yield return NcclLibrary.WhyNot is { } missing
                ? Check.Warn(
                    "several GPUs",
                    missing,
                    "Training in several processes on GPUs needs the libraries that CUDA builds of libtorch bring"
                )
                : Check.Good("several GPUs", "NCCL");
        }

        yield return ProcessGroup.WhyNotHere is { } why
            ? Check.Good("several processes", $"{why}; 'clt launch local' installs it when ranks are asked for")
            : Check.Good("several processes", $"{MpiLibrary.Version}, {MpiLibrary.Starter}");
    }

    /// <summary>The library in use, and what each gives on one thread, where there is a choice.</summary>
    private static string Products()
    {
        var rates = MatrixLibraryRates.Measure();
        return rates.OneDnn == 0
            ? MatrixProducts.LibraryName
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{MatrixProducts.LibraryName} (smaller ones on one thread: {LibtorchBuild.Blas()} {rates.Blas:0}, oneDNN {rates.OneDnn:0})"
            );
    }
}
