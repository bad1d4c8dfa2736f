using Clt.Engine.Adapters;
using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Parameters;
using Clt.Engine.Tests.Models;
using Clt.Formats.Safetensors;
using Clt.Testing;
using Clt.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Adapters;

[Collection(nameof(Alone))]
public sealed class LoraAdapterTests : IDisposable
{
    private static readonly LoraSettings Small = new() { Rank = 2, Alpha = 4 };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_fresh_adapter_changes_nothing_and_freezes_the_base(bool dora)
    {
        using var model = TinyModel.Create();
        var before = Logits(model);
        var adapter = model.Adapters.Add("a", Small with { Dora = dora }, 1);

        Distance(Logits(model), before).ShouldBeLessThanOrEqualTo(1e-5);
        model.Trainable.Buffers.ShouldBe([adapter.Parameters]);
        adapter.Parameters.Specs.Count.ShouldBe(2 * 7 * (dora ? 3 : 2));
    }

    [Fact]
    public void Adapters_are_switched_combined_and_removed()
    {
        using var model = TinyModel.Create();
        var bare = Logits(model);
        Shake(model.Adapters.Add("a", Small, 1), 1);
        var a = Logits(model);
        Shake(model.Adapters.Add("b", Small, 2), 2);
        var both = Logits(model);
        model.Adapters.Activate("b");
        var b = Logits(model);

        Distance(a, bare).ShouldBeGreaterThan(0.01);
        Distance(b, a).ShouldBeGreaterThan(0.01);
        Distance(both, a).ShouldBeGreaterThan(0.01);
        model.Adapters.Activate("b", "a");
        Distance(Logits(model), both).ShouldBeLessThan(1e-5);
        model.Adapters.Merge("a");
        model.Adapters.Active.Select(x => x.Name).ShouldBe(["b"]);
        Distance(Logits(model), both).ShouldBeLessThan(1e-4);
        model.Adapters.Remove("b");
        Distance(Logits(model), a).ShouldBeLessThan(1e-4);
    }

    [Fact]
    public void Some_layers_of_a_fused_matrix_can_be_adapted_alone()
    {
        using var model = TinyModel.Create();
        var adapter = model.Adapters.Add("a", Small with { Targets = ["k_proj", "layers.1.mlp.up_proj"] }, 1);
        Shake(adapter, 1);
        adapter
            .Parameters.Specs.Select(s => s.Name)
            .Where(n => n.EndsWith("lora_A.weight"))
            .ShouldBe(
                [
                    "model.layers.0.self_attn.k_proj.lora_A.weight",
                    "model.layers.1.self_attn.k_proj.lora_A.weight",
                    "model.layers.1.mlp.up_proj.lora_A.weight",
                ],
                ignoreOrder: true
            );

        var beside = Logits(model);
        var before = model.Parameters["layers.0.qkv.weight"].data<float>().ToArray();
        model.Adapters.Merge("a");
        var after = model.Parameters["layers.0.qkv.weight"].data<float>().ToArray();

        Distance(Logits(model), beside).ShouldBeLessThan(1e-4);
        Enumerable
            .Range(0, after.Length)
            .Where(i => after[i] != before[i])
            .Select(i => i / 32)
            .Distinct()
            .ShouldBe(Enumerable.Range(32, 16));
    }

    [Fact]
    public void Ranks_and_alphas_differ_by_pattern()
    {
        using var model = TinyModel.Create();
        var settings = Small with
        {
            TargetPattern = @".*\.(q_proj|v_proj)",
            RankPattern = new Dictionary<string, int> { ["q_proj"] = 5 },
            AlphaPattern = new Dictionary<string, double> { [@"layers\.1\.self_attn\.v_proj"] = 40 },
        };
        var adapter = model.Adapters.Add("a", settings, 1);

        adapter.Parameters["model.layers.1.self_attn.q_proj.lora_A.weight"].shape.ShouldBe([5L, 32]);
        adapter.Parameters["model.layers.1.self_attn.v_proj.lora_B.weight"].shape.ShouldBe([16L, 2]);
        settings.ScaleOf("model.layers.1.self_attn.v_proj").ShouldBe(20);
        settings.ScaleOf("model.layers.0.self_attn.q_proj").ShouldBe(0.8);
        adapter.Save(_folder["a"]);
        model.Adapters.Remove("a");
        ((LoraAdapter)model.Adapters.Load("a", _folder["a"])).Settings.ScaleOf("x.q_proj").ShouldBe(0.8);
    }

    [Fact]
    public void The_other_rate_of_LoRA_plus_is_in_the_ranges()
    {
        using var model = TinyModel.Create();
        var adapter = model.Adapters.Add("a", Small with { RateRatio = 16 }, 1);
        foreach (var spec in adapter.Parameters.Specs)
        {
            var range = adapter
                .Parameters.Ranges(0)
                .Single(r => r.Start <= adapter.Parameters.Offset(spec.Name) && adapter.Parameters.Offset(spec.Name) < r.Start + r.Length);
            range.RateScale.ShouldBe(spec.Name.Contains("lora_B") ? 16 : 1, spec.Name);
        }
    }

    [Theory]
    [InlineData("base_model.model.", "")]
    [InlineData("base_model.model.", ".default")]
    [InlineData("", ".other")]
    public void Both_forms_of_names_are_read(string prefix, string adapterName)
    {
        using var model = TinyModel.Create();
        var adapter = model.Adapters.Add("a", Small with { Dora = true }, 1);
        Shake(adapter, 1);
        adapter.Save(_folder["a"]);
        var expected = Logits(model);
        List<TensorToWrite> tensors;
        using (var file = SafetensorsFile.Open(_folder["a/adapter_model.safetensors"]))
        {
            // As PEFT names the adapter of a bare body: without the model's own prefix.
            tensors =
            [
                .. file.Entries.Select(e =>
                    TensorToWrite.Of(
                        prefix + e.Name["base_model.model.model.".Length..].Replace(".weight", adapterName + ".weight"),
                        TensorType.F32,
                        e.Shape,
                        file.Floats(e.Name)
                    )
                ),
            ];
        }

        SafetensorsWriter.Write(_folder["a/adapter_model.safetensors"], tensors);
        model.Adapters.Remove("a");
        model.Adapters.Load("again", _folder["a"]);

        Distance(Logits(model), expected).ShouldBe(0);
    }

    /// <summary>
    /// Fused, transposed and interleaved matrices too: what stands beside the base is what is merged, and what is written is read.
    /// </summary>
    [GoldenTheory("models")]
    [MemberData(nameof(GoldenFolders.KnownFolders), MemberType = typeof(GoldenFolders))]
    public void Golden_families_take_adapters_on_all_linear_layers(string folder)
    {
        using var model = LanguageModel.Load(GoldenFolders.Of(folder), GoldenFolders.Families);
        var bare = Logits(model);
        var adapter = model.Adapters.Add("a", Small, 1, folder);
        Shake(adapter, 1, 0.02);
        adapter.Save(_folder["a"]);
        var beside = Logits(model);
        model.Adapters.Remove("a");
        model.Adapters.Load("b", _folder["a"]);
        Distance(Logits(model), beside).ShouldBe(0);
        model.Adapters.Merge("b");

        Distance(beside, bare).ShouldBeGreaterThan(1e-3);
        Distance(Logits(model), beside).ShouldBeLessThan(1e-3);
        model.Save(_folder["merged"]);
        using var again = LanguageModel.Load(_folder["merged"], GoldenFolders.Families);
        Distance(Logits(again), Logits(model)).ShouldBe(0);
    }

    [Fact]
    public void A_base_in_bf16_keeps_its_type_under_an_adapter_in_fp32()
    {
        using var wide = TinyModel.Create();
        wide.Save(_folder["m"]);
        using var model = LanguageModel.Load(_folder["m"], dtype: Dtype.BFloat16);
        var adapter = model.Adapters.Add("a", Small with { Dora = true }, 1);
        Shake(adapter, 1);
        adapter.Parameters.Dtype.ShouldBe(Dtype.Float32);
        using var batch = PackedBatch.Of(TinyModel.Examples(4));
        model.Trainable.UseGradients();
        using var scope = NewDisposeScope();

        model.Loss(model.Forward(batch), batch.Targets!).backward();

        model.Parameters.Gradients.ShouldBeNull();
        adapter.Parameters.Specs.ShouldAllBe(s => adapter.Parameters.Gradient(s.Name).norm().item<float>() > 0);
        var beside = Logits(model);
        model.Adapters.Merge("a");
        Distance(Logits(model), beside).ShouldBeLessThan(0.03);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dropout_is_drawn_from_the_seed_and_only_while_gradients_are_recorded(bool dora)
    {
        using var model = TinyModel.Create();
        Shake(model.Adapters.Add("a", Small with { Dropout = 0.5, Dora = dora }, 1), 1);
        using var batch = PackedBatch.Of(TinyModel.Examples(4));
        var (first, again, other) = (Loss(1), Loss(1), Loss(2));
        double whole,
            repeated;
        using (no_grad())
            (whole, repeated) = (Loss(1), Loss(2));

        again.ShouldBe(first);
        other.ShouldNotBe(first);
        first.ShouldNotBe(whole);
        repeated.ShouldBe(whole);
        model.Adapters["a"].Save(_folder["a"]);
        model.Adapters.Remove("a");
        ((LoraAdapter)model.Adapters.Load("b", _folder["a"])).Settings.Dropout.ShouldBe(0.5);

        double Loss(long seed)
        {
            using var scope = NewDisposeScope();
            manual_seed(seed);
            return model.Loss(model.Forward(batch), batch.Targets!).item<float>();
        }
    }

    [Fact]
    public void Targets_that_fit_nothing_are_listed_with_what_was_meant()
    {
        using var model = TinyModel.Create();
        var problems = Should
            .Throw<InputException>(() => model.Adapters.Add("a", Small with { Targets = ["p_proj", "v_proj", "lm_head"] }, 1))
            .Problems;

        problems.Count.ShouldBe(2);
        problems[0].What.ShouldContain("'p_proj'");
        problems[0].Mend.ShouldContain("'q_proj'");
        Should
            .Throw<InputException>(() => model.Adapters.Add("a", Small with { TargetPattern = "(" }, 1))
            .Message.ShouldContain("regular expression");
        Should
            .Throw<InputException>(() => model.Adapters.Add("a", Small with { TargetPattern = "q_proj" }, 1))
            .Message.ShouldContain("'q_proj'");
        Should
            .Throw<InputException>(() =>
                model.Adapters.Add(
                    "a",
                    new LoraSettings
                    {
                        Rank = 0,
                        Alpha = 0,
                        RateRatio = -1,
                    },
                    1
                )
            )
            .Problems.Count.ShouldBe(3);
        model.Adapters.All.ShouldBeEmpty();
    }

    [Fact]
    public void An_adapter_for_another_base_is_refused_with_every_tensor()
    {
        using var model = TinyModel.Create();
        model.Adapters.Add("a", Small with { Targets = ["q_proj"] }, 1).Save(_folder["a"]);
        using var other = LanguageModel.Create(LlamaConfig.Create(64, layers: 3, width: 64, heads: 4), 1);

        var problems = Should.Throw<InputException>(() => other.Adapters.Load("a", _folder["a"])).Problems;

        problems.Count(p => p.What.Contains("[2, 32]") && p.What.Contains("[2, 64]")).ShouldBe(2);
        problems.Count(p => p.What.Contains("layers.2") && p.What.Contains("missing")).ShouldBe(2);
        problems.Count.ShouldBe(6);
        other.Adapters.All.ShouldBeEmpty();
        other.Trainable.Count.ShouldBe(other.Parameters.Count);
    }

    [Theory]
    [InlineData("\"peft_type\": \"LORA\"", "\"peft_type\": \"IA3\"", "IA3")]
    [InlineData("\"bias\": \"none\"", "\"bias\": \"all\"", "bias is")]
    [InlineData("\"modules_to_save\": null", "\"modules_to_save\": [\"score\"]", "modules_to_save")]
    [InlineData("\"r\": 2", "\"r\": \"two\"", "broken")]
    [InlineData("\"r\": 2", "\"r\": 0", "rank")]
    [InlineData("{", "[", "broken")]
    public void What_is_not_supported_or_broken_is_refused(string from, string to, string expected)
    {
        using var model = TinyModel.Create();
        model.Adapters.Add("a", Small, 1).Save(_folder["a"]);
        var path = _folder["a/adapter_config.json"];
        File.WriteAllText(path, File.ReadAllText(path).Replace(from, to));

        Should.Throw<InputException>(() => model.Adapters.Load("b", _folder["a"])).Message.ShouldContain(expected);
    }

    [Fact]
    public void Names_are_unique_known_and_DoRA_stands_alone()
    {
        using var model = TinyModel.Create();
        model.Adapters.Add("first", Small, 1);
        Should.Throw<InputException>(() => model.Adapters.Add("first", Small, 1)).Message.ShouldContain("already");
        Should.Throw<InputException>(() => model.Adapters.Activate("frist")).Message.ShouldContain("'first'");
        Should.Throw<InputException>(() => model.Adapters.Add("second", Small with { Dora = true }, 1)).Message.ShouldContain("DoRA");
        model.Adapters.All.Count.ShouldBe(1);
        model.Adapters.Active.Count.ShouldBe(1);
        Should.Throw<InputException>(() => model.Adapters.Load("x", _folder.Path)).Message.ShouldContain("adapter_config.json");
    }

    internal static void Shake(Adapter adapter, int seed, double by = 0.1)
    {
        var rng = new Rng((ulong)seed);
        using var noGrad = no_grad();
        foreach (var spec in adapter.Parameters.Specs)
        {
            using var noise = tensor(
                Enumerable.Range(0, (int)spec.Count).Select(_ => (float)((rng.NextDouble() - 0.5) * by)).ToArray(),
                [.. spec.Shape]
            );
            adapter.Parameters[spec.Name].add_(noise);
        }
    }

    internal static float[] Logits(LanguageModel model)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var batch = PackedBatch.Of([
            [1, 50, 60, 70, 8],
            [1, 9],
        ]);
        return model.Logits(model.Forward(batch)).data<float>().ToArray();
    }

    internal static double Distance(float[] a, float[] b) => a.Zip(b, (x, y) => (double)Math.Abs(x - y)).Max();
}
