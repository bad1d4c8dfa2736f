using Clt.Engine.Devices;
using Clt.Results.Tables;

namespace Clt.Running.Planning;

/// <summary>Where a study would be computed, and what of it does not fit there.</summary>
/// <param name="Device">The device: cpu or cuda:0.</param>
/// <param name="Name">A GPU's name; null for the processor.</param>
/// <param name="TotalBytes">A GPU's memory; null for the processor.</param>
/// <param name="FreeBytes">What is free for this process; null where that cannot be read.</param>
/// <param name="TooLarge">Cells that take more than is free, by themselves.</param>
/// <param name="MostBytes">What the largest cell takes.</param>
public sealed record PlanDevice(string Device, string? Name, double? TotalBytes, double? FreeBytes, IReadOnlyList<string> TooLarge, double MostBytes)
{
    /// <summary>The device that was chosen, against the memory of each cell that is to do.</summary>
    internal static PlanDevice Of(IReadOnlyList<(string Cell, long Bytes)> cells)
    {
        var device = ComputeDevice.Chosen;
        var (gpu, free) = (device.Gpu, device.FreeBytes());
        return new PlanDevice(
            $"{device}", gpu?.Name, gpu?.TotalBytes, free, [.. cells.Where(c => c.Bytes > free).Select(c => c.Cell)],
            cells.Select(c => (double)c.Bytes).DefaultIfEmpty().Max());
    }

    /// <summary>One line on the device, and one on what does not fit where there is such.</summary>
    public IEnumerable<string> Lines()
    {
        var size = TotalBytes is { } total ? $" of {Format.Bytes((long)total)}" : "";
        var free = FreeBytes is { } bytes ? $", {Format.Bytes((long)bytes)}{size} free" : "";
        yield return $"Computes on {Device}{(Name is null ? "" : $" ({Name})")}{free}.";
        if (TooLarge.Count == 0) yield break;
        var which = TooLarge.Count == 1 ? $"The cell {TooLarge[0]} does" : $"{TooLarge.Count} cells, {TooLarge[0]} among them, do";
        yield return $"{which} not fit there: up to {Format.Bytes((long)MostBytes)} are needed. Take another --device, an adapter in place of all weights, or a smaller model.";
    }
}
