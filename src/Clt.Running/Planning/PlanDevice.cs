using Clt.Engine.Devices;
using Clt.Results.Tables;

namespace Clt.Running.Planning;

/// <summary>Where a study would be computed, and what of it does not fit there.</summary>
/// <param name="Device">The device: cpu or cuda:0.</param>
/// <param name="Name">A GPU's name; null for the processor.</param>
/// <param name="TotalBytes">A GPU's memory, or the machine's, within its control group; null where that cannot be read.</param>
/// <param name="FreeBytes">What is free for this process; null where that cannot be read.</param>
/// <param name="TooLarge">Cells that take more than is free, by themselves.</param>
/// <param name="MostBytes">What the largest cell takes.</param>
public sealed record PlanDevice(
    string Device,
    string? Name,
    double? TotalBytes,
    double? FreeBytes,
    IReadOnlyList<string> TooLarge,
    double MostBytes
)
{
    /// <summary>The device that was chosen, against the memory of each cell that is to do.</summary>
    internal static PlanDevice Of(IReadOnlyList<(string Cell, long Bytes)> cells)
    {
        var device = ComputeDevice.Chosen;
        var (gpu, free) = (device.Gpu, device.FreeBytes());
        return new PlanDevice(
            $"{device}",
            gpu?.Name,
            device.TotalBytes(),
            free,
            [.. cells.Where(c => c.Bytes > free).Select(c => c.Cell)],
            cells.Select(c => (double)c.Bytes).DefaultIfEmpty().Max()
        );
    }

    /// <summary>The estimate is within 0.7 and 1.5 of what is measured: what is above this never fits.</summary>
    private const double Surely = 1.5;

    /// <summary>Refuses what no device could hold whatever is free on it.</summary>
    /// <param name="elsewhere">Bytes of the largest device that it could be computed on in place of this one; 0 for none.</param>
    /// <exception cref="InputException">A cell takes more.</exception>
    public void Require(double elsewhere)
    {
        if (TotalBytes is not { } total || MostBytes <= Surely * Math.Max(total, elsewhere))
            return;
        var than = elsewhere > total ? $", and more than one GPU of any known kind ({Format.Bytes((long)elsewhere)})" : "";
        throw new InputException(
            $"a cell takes about {Format.Bytes((long)MostBytes)} of memory, more than {Device} has here "
                + $"({Format.Bytes((long)total)}){than}",
            "memory",
            "Make the model (width, layers), the batch or the context smaller, train an adapter in place of all weights, or take "
                + "another --device."
        );
    }

    /// <summary>One line on the device, and one on what does not fit where there is such.</summary>
    public IEnumerable<string> Lines()
    {
        var size = TotalBytes is { } total ? $" of {Format.Bytes((long)total)}" : "";
        var free = FreeBytes is { } bytes ? $", {Format.Bytes((long)bytes)}{size} free" : "";
        yield return $"Computes on {Device}{(Name is null ? "" : $" ({Name})")}{free}.";
        if (TooLarge.Count == 0)
            yield break;
        var which = TooLarge.Count == 1 ? $"The cell {TooLarge[0]} does" : $"{TooLarge.Count} cells, {TooLarge[0]} among them, do";
        yield return $"{which} not fit there: up to {Format.Bytes((long)MostBytes)} are needed. Take another --device, an adapter in "
            + $"place of all weights, or a smaller model.";
    }
}
