using System.Text.Json;
using Clt.Formats.Safetensors;
using Clt.Testing;
using Clt.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Tests;

/// <summary>Every recorded operation, with fused and with composed kernels.</summary>
public class KernelGoldenTests
{
    private const string Folder = "models/kernels";

    /// <summary>Operations that other rooms answer for: objectives and rotary frequencies.</summary>
    private static readonly string[] Elsewhere = ["kd_", "inv_freq"];

    [GoldenFact(Folder)]
    public void Fused_kernels_give_the_recorded_numbers()
    {
        Compare.RequireFused();
        CheckAll();
    }

    [GoldenFact(Folder)]
    public void Composed_kernels_give_the_recorded_numbers()
    {
        using var reference = Ops.UseReference();
        CheckAll();
    }

    private static void CheckAll()
    {
        using var file = SafetensorsFile.Open(Path.Combine(SharedFolder.Golden, Folder, "reference.safetensors"));
        var failures = new List<string>();
        var count = 0;
        foreach (var op in GoldenRows.Whole($"{Folder}/reference.json").GetProperty("ops").EnumerateObject())
            if (!Elsewhere.Any(prefix => op.Name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                count++;
                Try(op, file, failures);
            }
        count.ShouldBeGreaterThan(0);
        failures.ShouldBeEmpty();
    }

    private static void Try(JsonProperty op, SafetensorsFile file, List<string> failures)
    {
        using var scope = NewDisposeScope();
        try
        {
            KernelFamilies.Check(new KernelCase(op.Name, op.Value, file));
        }
        catch (Exception error)
        {
            failures.Add($"{op.Name}: {error.Message}");
        }
    }
}
