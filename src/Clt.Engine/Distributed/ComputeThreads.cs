using System.Collections.Concurrent;
using System.Globalization;
using static TorchSharp.torch;

namespace Clt.Engine.Distributed;

/// <summary>With how many threads a process computes.</summary>
public static class ComputeThreads
{
    internal const string Variable = "OMP_NUM_THREADS";

    private static readonly ConcurrentDictionary<int, ThreadChoice> Found = [];

    /// <summary>A process's share of the machine's processors, at least 1, unless OMP_NUM_THREADS says otherwise.</summary>
    /// <param name="processes">How many share the machine.</param>
    public static int Share(int processes) =>
        int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
        && given > 0
            ? given
            : OfMachine(processes);

    /// <summary>Processors that Slurm gave this task, or one.</summary>
    public static int OfTask() =>
        int.TryParse(
            Environment.GetEnvironmentVariable("SLURM_CPUS_PER_TASK"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var given
        )
        && given > 0
            ? given
            : 1;

    /// <summary>
    /// Lets libtorch use the whole machine. Its own choice is not reliable: on some virtual machines it takes one thread of many.
    /// </summary>
    public static void UseAll() => set_num_threads(Share(1));

    /// <summary>
    /// The fewest threads that multiply nearly as fast as all that are offered, measured at first and again from time to time; one where
    /// products on several have other bits than on one (as those of some libraries have: the partial sums of a deep product are added in
    /// another order).
    /// </summary>
    /// <param name="offered">At least 1.</param>
    public static int Useful(int offered) =>
        Found.GetOrAdd(offered, most => new ThreadChoice(most, ThreadProbe.KeepsBits, ThreadProbe.Useful, TimeProvider.System)).Now();

    internal static int OfMachine(int processes) => Math.Max(1, Environment.ProcessorCount / processes);
}
