using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Clt.Host.Doctor;

/// <summary>Processor, memory and disk.</summary>
internal static class MachineChecks
{
    private const long GiB = 1L << 30;

    public static IEnumerable<Check> All(string runs)
    {
        yield return Check.Good("processor", Processor());
        yield return Memory();
        yield return Disk(runs);
        yield return Check.Good(".NET", $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}");
    }

    /// <summary>Model, cores and vector instructions.</summary>
    public static string Processor() => $"{Model()}, {Environment.ProcessorCount} cores, {Vectors()}";

    private static string Model() =>
        File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo")
                .FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
                ?.Split(':', 2)[1]
                .Trim()
                ?? "unknown"
            : RuntimeInformation.ProcessArchitecture.ToString();

    private static string Vectors()
    {
        var flags = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("flags", StringComparison.Ordinal))?.Split(' ') ?? []
            : [];
        var bf16 =
            flags.Contains("amx_bf16") ? "bf16 by AMX"
            : flags.Contains("avx512_bf16") ? "bf16 by AVX-512"
            : "no bf16 instructions";
        return $"{(Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : "no AVX2")}, {bf16}";
    }

    private static Check Memory()
    {
        var info = GC.GetGCMemoryInfo();
        var text = $"{(double)info.TotalAvailableMemoryBytes / GiB:0.0} GiB";
        return info.TotalAvailableMemoryBytes >= 4 * GiB
            ? Check.Good("memory", text)
            : Check.Warn("memory", text, "The quickstart needs up to 4 GiB; close other programs or use a larger machine");
    }

    private static Check Disk(string runs)
    {
        var folder = Path.GetFullPath(runs);
        while (!Directory.Exists(folder))
            folder = Path.GetDirectoryName(folder) ?? "/";
        var free = new DriveInfo(folder).AvailableFreeSpace;
        var text = $"{(double)free / GiB:0.0} GiB free in {runs}";
        return free >= 2 * GiB
            ? Check.Good("disk", text)
            : Check.Warn("disk", text, "Free some space: checkpoints of the quickstart take about 1 GiB");
    }
}
