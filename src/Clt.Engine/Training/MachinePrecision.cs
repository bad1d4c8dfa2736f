using System.Globalization;
using System.Text.Json;
using Clt.Engine.Checkpoints;
using Clt.Engine.Models;
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
    /// <param name="machine">Names processor and libtorch: another machine measures for itself.</param>
    public static (Dtype Dtype, string Reason) Choose(string folder, string machine)
    {
        var (full, half) = Read(folder, machine) ?? Measure(folder, machine);
        return Choose(full, half);
    }

    /// <summary>The choice by GFLOP/s of fp32 and bf16 products.</summary>
    internal static (Dtype Dtype, string Reason) Choose(double full, double half)
    {
        var pays = half >= Least * full;
        var reason = string.Create(
            CultureInfo.InvariantCulture, $"products of {Size}³ run at {half:F0} GFLOP/s in bf16 and {full:F0} in fp32");
        return pays ? (Dtype.BFloat16, $"bf16 with fp32 master weights: {reason}") : (Dtype.Float32, $"fp32: {reason}");
    }

    private static (double Full, double Half) Measure(string folder, string machine)
    {
        var rates = (Full: GemmRate.Measure(Size, ScalarType.Float32), Half: GemmRate.Measure(Size, ScalarType.BFloat16));
        try
        {
            Directory.CreateDirectory(folder);
            AtomicFile.WriteText(FileIn(folder), JsonSerializer.Serialize(new Kept(machine, rates.Full, rates.Half)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is measured again next time.
        }

        return rates;
    }

    private static (double Full, double Half)? Read(string folder, string machine)
    {
        try
        {
            var kept = JsonSerializer.Deserialize<Kept>(File.ReadAllText(FileIn(folder)));
            return kept?.Machine == machine ? (kept.Full, kept.Half) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private static string FileIn(string folder) => Path.Combine(folder, "precision.json");

    private sealed record Kept(string Machine, double Full, double Half);
}
