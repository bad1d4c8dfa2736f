using System.Runtime.InteropServices;

namespace Clt.Engine.Devices;

/// <summary>Tells that the memory of a device, or of the machine, ran out: libtorch says so in words alone.</summary>
public static class OutOfMemory
{
    /// <summary>What its allocators for GPUs and for the CPU say.</summary>
    private static readonly string[] Words = ["out of memory", "can't allocate memory"];

    /// <summary>Whether an operation of libtorch failed for lack of memory.</summary>
    public static bool Is(Exception error) =>
        error is OutOfMemoryException
        || (error is ExternalException && Words.Any(words => error.Message.Contains(words, StringComparison.OrdinalIgnoreCase)));

    /// <summary>What to tell about an answer, a measurement or a model that does not fit.</summary>
    public static Problem Problem =>
        new(
            $"the memory of the device {ComputeDevice.Chosen} ran out",
            "memory",
            "Take another device (--device), a smaller model or bf16, run fewer workers on it (--workers 1), or train an adapter in "
                + "place of all weights."
        );
}
