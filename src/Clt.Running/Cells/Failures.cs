using Clt.Engine.Devices;
using Clt.Engine.Distributed;
using Clt.Engine.Plugins;
using Clt.Formats.Files;

namespace Clt.Running.Cells;

/// <summary>Puts exceptions into one line a person can act on.</summary>
internal static class Failures
{
    /// <summary>The line, and whether the failure concerns every cell.</summary>
    public static (string Message, bool StopAll) Describe(Exception e) =>
        e switch
        {
            InputException input => (string.Join(" ", input.Problems), false),
            PluginException plugin => (
                $"{plugin.Message}. Mend the plugin; where it raised it is in failure.txt of the cell's folder.",
                false
            ),
            IOException io when DiskFull.Caused(io) => (
                $"the disk is full ({io.Message}). Make room and run again: it goes on from the last checkpoint.",
                true
            ),
            IOException io => (
                $"a file could not be read or written ({io.Message}). Run again: it goes on from the last checkpoint.",
                true
            ),
            UnauthorizedAccessException access => (
                $"a file could not be written ({access.Message}). Make the folder writable and run again.",
                true
            ),
            DistributedException lost => ($"{lost.Message} Run again: it goes on from the last checkpoint.", true),
            _ when OutOfMemory.Is(e) => (
                "there was not enough memory. Use fewer workers (--workers 1), a smaller batch or context, an adapter in place of all "
                    + "weights, or a smaller model.",
                false
            ),
            _ => ($"{e.GetType().Name}: {e.Message}", false),
        };
}
