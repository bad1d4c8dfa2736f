using System.Text.Json;
using Clt.Engine.Checkpoints;
using Clt.Engine.Kernels;
using Clt.Engine.Optimizers;
using Clt.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Optimizers;

/// <summary>Twenty steps of every optimiser there is here against the libraries'.</summary>
public sealed class GoldenOptimizerTests
{
    private static readonly string Folder = Path.Combine(SharedFolder.Golden, "training", "optim");

    public static TheoryData<string> Supported()
    {
        var data = new TheoryData<string>();
        foreach (var name in Cases().Where(c => Settings(c.Name, c.Value) is not null).Select(c => c.Name)) data.Add(name);
        if (data.Count == 0) data.Add("none");
        return data;
    }

    [GoldenTheory("training/optim")]
    [MemberData(nameof(Supported))]
    public void Twenty_steps_are_those_of_the_library(string name)
    {
        var reference = Cases().Single(c => c.Name == name).Value;
        Compare(reference, name, fused: true);
        using var composed = Ops.UseReference();
        Compare(reference, name, fused: false);
    }

    [UnsupportedOptimizers]
    public void Every_optimiser_is_supported()
    {
        // Runs, and passes, only once no optimiser is left over.
    }

    private static void Compare(JsonElement reference, string name, bool fused)
    {
        using var scope = NewDisposeScope();
        using var toy = SafetensorsFile.Open(Path.Combine(Folder, "toy.safetensors"));
        using var expected = SafetensorsFile.Open(Path.Combine(Folder, name + ".safetensors"));
        var (keys, args) = (reference.GetProperty("tensors").EnumerateArray().Select(t => t.GetString()!).ToArray(), reference.GetProperty("args"));
        var tolerance = 10 * reference.GetProperty("max_abs_fp32_vs_fp64").GetDouble();
        var decay = args.TryGetProperty("weight_decay", out var given) ? given.GetDouble() : 0;
        var (ranges, start) = (new List<FlatRange>(), 0L);
        foreach (var shape in keys.Select(key => toy["p0." + key].Shape))
        {
            var length = shape.Aggregate(1L, (a, b) => a * b);
            ranges.Add(new FlatRange(start, length, decay, 1, shape.Count > 1 ? shape[^1] : 1));
            start += length;
        }

        var parameters = tensor(keys.SelectMany(key => toy.Floats("p0." + key)).ToArray());
        var settings = Settings(name, reference)!;
        using var optimizer = settings.Over(parameters, ranges);
        const int steps = 20;
        for (var step = 0; step < steps; step++)
        {
            optimizer.Step(tensor(keys.SelectMany(key => Step(toy.Floats("grad." + key), step)).ToArray()), Rate(name, args, step, settings));
            var got = parameters.data<float>().ToArray();
            var wanted = keys.SelectMany(key => Step(expected.Floats(key), step)).ToArray();
            for (var i = 0; i < got.Length; i++) ((double)got[i]).ShouldBe(wanted[i], tolerance, $"{name}, fused {fused}, step {step}, element {i}");
        }

        static IEnumerable<float> Step(float[] all, int step) => all.AsSpan(step * all.Length / steps, all.Length / steps).ToArray();
    }

    private static double Rate(string name, JsonElement args, int step, OptimizerSettings settings)
    {
        if (name == "adamw_lr_ramp") return args.GetProperty("base_lr").GetDouble() * (step + 1) / 20;
        return settings is AdafactorSettings { RelativeStep: true } ? 1 : args.GetProperty("lr").GetDouble();
    }

    /// <summary>The optimiser of a case, or null where there is none here.</summary>
    private static OptimizerSettings? Settings(string name, JsonElement reference)
    {
        var (how, args) = (reference.GetProperty("how").GetString()!, reference.GetProperty("args"));
        double Number(string argument, double otherwise) => args.TryGetProperty(argument, out var value) ? value.GetDouble() : otherwise;
        bool Flag(string argument, bool otherwise = false) => args.TryGetProperty(argument, out var value) ? value.GetBoolean() : otherwise;
        double[] betas = args.TryGetProperty("betas", out var pair) ? [.. pair.EnumerateArray().Select(b => b.GetDouble())] : [0.9, 0.999];
        if (how.Contains("AdamW") || how == "torch.optim.Adam")
        {
            return new AdamWSettings
            {
                Beta1 = betas[0],
                Beta2 = betas[1],
                Epsilon = Number("eps", 1e-8),
                AmsGrad = Flag("amsgrad"),
                CoupledDecay = how == "torch.optim.Adam",
                CorrectBias = !how.Contains("correct_bias=False"),
            };
        }

        if (how == "torch.optim.SGD")
            return new SgdSettings { Momentum = Number("momentum", 0), Dampening = Number("dampening", 0), Nesterov = Flag("nesterov") };
        if (name.StartsWith("lion")) return new LionSettings { Beta1 = betas[0], Beta2 = betas[1] };
        // torch's Adafactor takes the smaller of its rate and 1/√step: here the relative rate with torch's default, 0.01, as its cap.
        if (how == "torch.optim.Adafactor" && Number("lr", 0) == AdafactorSettings.RelativeCap) return new AdafactorSettings { RelativeStep = true };
        return how != "transformers.optimization.Adafactor" ? null : new AdafactorSettings
        {
            ScaleParameter = Flag("scale_parameter", true),
            RelativeStep = Flag("relative_step", true),
            WarmupInit = Flag("warmup_init"),
            Beta1 = args.TryGetProperty("beta1", out var beta1) ? beta1.GetDouble() : null,
        };
    }

    private static List<JsonProperty> Cases()
    {
        var path = Path.Combine(Folder, "index.json");
        if (!File.Exists(path)) return [];
        return [.. JsonDocument.Parse(File.ReadAllText(path)).RootElement.GetProperty("optimizers").EnumerateObject()];
    }

    /// <summary>Names the optimisers that are not compared, where a test run shows it.</summary>
    private sealed class UnsupportedOptimizersAttribute : GoldenFactAttribute
    {
        public UnsupportedOptimizersAttribute()
            : base("training/optim")
        {
            var names = Cases().Where(c => Settings(c.Name, c.Value) is null).Select(c => c.Name).ToArray();
            if (Skip is null && names.Length > 0) Skip = $"there is no such optimiser here: {string.Join(", ", names)}";
        }
    }
}
