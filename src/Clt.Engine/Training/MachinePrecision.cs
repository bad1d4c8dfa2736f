using System.Globalization;
using System.Text.Json;
using Clt.Engine.Parameters;
using Clt.Formats.Files;
using static TorchSharp.torch;

namespace Clt.Engine.Training;

/// <summary>Which element type trains faster on this machine: measured once, then kept in a folder.</summary>
public static class MachinePrecision
{
    /// <summary>Products in bf16 must be so many times as fast, to make up for the conversions around them.</summary>
    private const double Least = 1.3;

    private const int Size = 512;

    /// <summary>The choice, with its reason in one sentence.</summary>
    /// <param name="folder">Where the measurement is kept.</param>
    /// <param name="machine">Names processor and libtorch (<c>LibtorchBuild.Machine</c>): another machine measures for itself.</param>
    public static (Dtype Dtype, string Reason) Choose(string folder, string machine)
    {
        var rates =
            CacheFile.Read(FileIn(folder), text => JsonSerializer.Deserialize<Kept>(text)) is { } kept && kept.Machine == machine
                ? kept
                : Measure(folder, machine);
        return Choose(rates.Full, rates.Half);
    }

    /// <summary>The choice by GFLOP/s of fp32 and bf16 products.</summary>
    internal static (Dtype Dtype, string Reason) Choose(double full, double half)
    {
        var pays = half >= Least * full;
        var reason = string.Create(
            CultureInfo.InvariantCulture,
            $"products of {Size}³ run at {half:F0} GFLOP/s in bf16 and {full:F0} in fp32"
        );
        return pays ? (Dtype.BFloat16, $"bf16 with fp32 master weights: {reason}") : (Dtype.Float32, $"fp32: {reason}");
    }

    private static Kept Measure(string folder, string machine)
    {
        var rates = new Kept(machine, GemmRate.Measure(Size, ScalarType.Float32), GemmRate.Measure(Size, ScalarType.BFloat16));
        CacheFile.Keep(FileIn(folder), JsonSerializer.Serialize(rates));
        return rates;
    }

    private static string FileIn(string folder) => Path.Combine(folder, "precision.json");

    private sealed record Kept(string Machine, double Full, double Half);
}
