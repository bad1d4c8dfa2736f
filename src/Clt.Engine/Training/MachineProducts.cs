using System.Text.Json;
using Clt.Formats.Files;
using Clt.Kernels;

namespace Clt.Engine.Training;

/// <summary>
/// Which of libtorch's libraries multiplies faster on this machine: measured once, then kept in a folder, so that every process has the
/// same bits.
/// </summary>
public static class MachineProducts
{
    /// <summary>The choice.</summary>
    /// <param name="folder">Where the measurement is kept.</param>
    /// <param name="machine">Names processor and libtorch (<c>LibtorchBuild.Machine</c>): another machine measures for itself.</param>
    public static MatrixLibrary Choose(string folder, string machine)
    {
        var file = Path.Combine(folder, "products.json");
        if (CacheFile.Read(file, text => JsonSerializer.Deserialize<Kept>(text)) is { } kept && kept.Machine == machine)
            return kept.Rates.Faster;
        var rates = MatrixLibraryRates.Measure();
        CacheFile.Keep(file, JsonSerializer.Serialize(new Kept(machine, rates)));
        return rates.Faster;
    }

    private sealed record Kept(string Machine, MatrixLibraryRates Rates);
}
