using System.Globalization;
using static TorchSharp.torch;

namespace Clt.Engine.Distributed;

/// <summary>With how many threads a process computes.</summary>
public static class ComputeThreads
{
    internal const string Variable = "OMP_NUM_THREADS";

    /// <summary>A process's share of the machine's processors, at least 1, unless OMP_NUM_THREADS says otherwise.</summary>
    /// <param name="processes">How many share the machine.</param>
    public static int Share(int processes) =>
        int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given > 0
            ? given
            : OfMachine(processes);

    /// <summary>
    /// Lets libtorch use the whole machine. Its own choice is not reliable: on some virtual machines libtorch 1.13 takes one thread of many.
    /// </summary>
    public static void UseAll() => set_num_threads(Share(1));

    internal static int OfMachine(int processes) => Math.Max(1, Environment.ProcessorCount / processes);
}
