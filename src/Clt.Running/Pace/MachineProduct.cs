using System.Collections.Concurrent;
using System.Globalization;
using Clt.Engine.Devices;
using Clt.Engine.Training;
using Clt.Kernels.Libtorch;

namespace Clt.Running.Pace;

/// <summary>How fast this machine multiplies matrices, for estimates of time.</summary>
internal static class MachineProduct
{
    /// <summary>What a GPU is taken to reach of small models, until runs on it were measured.</summary>
    private const double OfGpu = 20e12;

    private static readonly ConcurrentDictionary<string, double> Known = new(StringComparer.Ordinal);

    /// <summary>Operations a second of one core, or of the GPU that is computed on.</summary>
    /// <param name="cacheFolder">Where trainings keep what they measured.</param>
    public static double Of(string cacheFolder) => ComputeDevice.Chosen == ComputeDevice.Cpu ? Known.GetOrAdd(cacheFolder, OfCore) : OfGpu;

    /// <summary>As trainings measure it, or quickly, by small products.</summary>
    private static double OfCore(string cacheFolder) =>
        (GemmRate.Find(cacheFolder, LibtorchBuild.Machine, threads: 1) ?? GemmRate.Quick(cacheFolder, LibtorchBuild.Machine)) * 1e9;

    /// <summary>The device, for the name of a file.</summary>
    public static string Name =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.MachineName} {Environment.ProcessorCount} {ComputeDevice.Chosen.Gpu?.Name ?? "cpu"}"
        );
}
