using Clt.Engine.Adapters;
using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Parameters;
using Clt.Engine.Tests.Models;
using Clt.Plugins.Training.Adapters;
using Clt.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Adapters;

public sealed class BottleneckAdapterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(AdapterPlacement.FeedForward, false, 2)]
    [InlineData(AdapterPlacement.FeedForwardSum, false, 2)]
    [InlineData(AdapterPlacement.AttentionAndFeedForward, false, 4)]
    [InlineData(AdapterPlacement.Block, true, 2)]
    public void Adapters_stand_where_they_should_and_survive_saving(AdapterPlacement placement, bool norm, int places)
    {
        using var model = TinyModel.Create();
        var bare = LoraAdapterTests.Logits(model);
        var adapter = (BottleneckAdapter)
            model.Adapters.Add(
                "a",
                new BottleneckSpec
                {
                    Placement = placement,
                    Width = 4,
                    Norm = norm,
                    Activation = ActivationFunction.Gelu,
                },
                1
            );
        LoraAdapterTests.Shake(adapter, 1);
        var adapted = LoraAdapterTests.Logits(model);
        adapter.Save(_folder["a"]);
        model.Adapters.Remove("a");
        var again = (BottleneckAdapter)model.Adapters.Load("b", _folder["a"], new BottleneckReader());

        adapter.Parameters.Specs.Count.ShouldBe(places * (norm ? 6 : 4));
        LoraAdapterTests.Distance(adapted, bare).ShouldBeGreaterThan(0.001);
        again.Settings.ShouldBe(adapter.Settings);
        LoraAdapterTests.Distance(LoraAdapterTests.Logits(model), adapted).ShouldBe(0);
        model.Adapters.Activate();
        LoraAdapterTests.Distance(LoraAdapterTests.Logits(model), bare).ShouldBe(0);
    }

    [Fact]
    public void A_small_deviation_begins_near_the_model_as_it_was()
    {
        double Moved(double deviation)
        {
            using var model = TinyModel.Create();
            var bare = LoraAdapterTests.Logits(model);
            model.Adapters.Add(
                "a",
                new BottleneckSpec
                {
                    Placement = AdapterPlacement.Block,
                    Norm = true,
                    Deviation = deviation,
                },
                1
            );
            return LoraAdapterTests.Distance(LoraAdapterTests.Logits(model), bare);
        }

        Moved(1e-3).ShouldBeLessThan(Moved(0.02) / 100);
        new BottleneckSpec().Info.Settings.ShouldNotContain(s => s.Item1 == "deviation");
        new BottleneckSpec { Deviation = 0.1 }.Info.Settings.ShouldContain(s => s.Item1 == "deviation");
    }

    /// <summary>The variant of Lai et al. 2022: LayerNorm, linear, ReLU, linear, and the residual around them, behind the block.</summary>
    [Fact]
    public void The_formula_is_the_papers()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var specs = Bottleneck.Specs("p", 6, 6, norm: true).ToList();
        using var parameters = new FlatParameters(specs);
        ParameterInitializer.Fill(parameters, 0.5, 1);
        var x = randn(5, 6);

        var y = new Bottleneck(parameters, "p", new BottleneckSpec { Norm = true }).Of(x);

        var centred = x - x.mean([1L], true);
        var normed = centred / (centred.pow(2).mean([1L], true) + 1e-5).sqrt();
        var expected = x + normed.mm(parameters["p.adapter_down.weight"].t()).relu().mm(parameters["p.adapter_up.weight"].t());
        (y - expected).abs().max().item<float>().ShouldBeLessThan(1e-5f);
        (y - x).abs().max().item<float>().ShouldBeGreaterThan(0.01f);
    }

    /// <summary>
    /// MAD-X in a block that normalises its sums: each adapter reads LN(h + x), adds to h, and the block normalises the sum again.
    /// </summary>
    [Fact]
    public void Stacked_adapters_that_read_the_sum_are_the_papers()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var model = TinyEncoder.Create(TinyEncoder.Config() with { Layers = 1 });
        using var batch = PackedBatch.Of([
            [5, 6, 7],
            [8, 9],
        ]);
        // Attention adds nothing, so that the feed-forward layer reads the normalised embedding.
        Weight(TensorNames.Output).zero_();
        var states = new List<Tensor>();
        model.Forward(batch, null, states.Add);
        var settings = new BottleneckSpec { Placement = AdapterPlacement.FeedForwardSum, Width = 4 };
        Adapter[] adapters = [model.Adapters.Add("language", settings, 1), model.Adapters.Add("task", settings, 2)];
        LoraAdapterTests.Shake(adapters[0], 1);
        LoraAdapterTests.Shake(adapters[1], 2);

        var adapted = model.Forward(batch);

        var x = Normed(states[0], TensorNames.AttentionPostNorm);
        var h = Linear(Linear(x, model.Parameters, TransformerParameters.GateUp(0)).gelu(), model.Parameters, Named(TensorNames.Down));
        foreach (var parameters in adapters.Select(a => a.Parameters))
        {
            var down = Linear(Normed(h + x, TensorNames.FeedForwardPostNorm), parameters, $"{Named(TensorNames.Down)}.adapter_down.weight");
            h = h + Linear(down.relu(), parameters, $"{Named(TensorNames.Down)}.adapter_up.weight");
        }

        (Normed(h + x, TensorNames.FeedForwardPostNorm) - adapted).abs().max().item<float>().ShouldBeLessThan(1e-4f);
        (states[^1] - adapted).abs().max().item<float>().ShouldBeGreaterThan(0.01f);

        static string Named(string name) => TransformerParameters.At(name, 0);

        Tensor Weight(string name) => model.Parameters[Named(name)];

        Tensor Normed(Tensor sum, string norm) =>
            nn.functional.layer_norm(sum, [sum.shape[1]], Weight(norm), model.Parameters[TensorNames.BiasOf(Named(norm))], 1e-12);

        static Tensor Linear(Tensor input, FlatParameters parameters, string name) =>
            nn.functional.linear(input, parameters[name], parameters[TensorNames.BiasOf(name)]);
    }

    [Fact]
    public void A_language_and_a_task_adapter_are_stacked_and_only_the_task_is_trained()
    {
        using var model = TinyModel.Create();
        var language = (BottleneckAdapter)model.Adapters.Add("language", new BottleneckSpec { Width = 8 }, 1);
        language.Parameters.Freeze("*");
        var task = (BottleneckAdapter)model.Adapters.Add("task", new BottleneckSpec { Width = 4 }, 2);
        LoraAdapterTests.Shake(language, 1);
        LoraAdapterTests.Shake(task, 2);
        using var batch = PackedBatch.Of(TinyModel.Examples(4));
        model.Trainable.UseGradients();
        using (NewDisposeScope())
            model.Loss(model.Forward(batch), batch.Targets!).backward();

        model.Trainable.Buffers.ShouldBe([task.Parameters]);
        language.Parameters.Gradients.ShouldBeNull();
        task.Parameters.Specs.ShouldAllBe(s => task.Parameters.Gradient(s.Name).norm().item<float>() > 0);
        var stacked = LoraAdapterTests.Logits(model);
        model.Adapters.Activate("task", "language");
        LoraAdapterTests.Distance(LoraAdapterTests.Logits(model), stacked).ShouldBeGreaterThan(1e-5);
        model.Adapters.Activate("task");
        LoraAdapterTests.Distance(LoraAdapterTests.Logits(model), stacked).ShouldBeGreaterThan(1e-3);
    }

    [GoldenTheory("models")]
    [MemberData(nameof(GoldenFolders.KnownFolders), MemberType = typeof(GoldenFolders))]
    public void Golden_families_take_them_at_every_place(string folder)
    {
        using var model = LanguageModel.Load(GoldenFolders.Of(folder), GoldenFolders.Families);
        var bare = LoraAdapterTests.Logits(model);
        foreach (var placement in Enum.GetValues<AdapterPlacement>())
        {
            var adapter = (BottleneckAdapter)model.Adapters.Add($"{placement}", new BottleneckSpec { Placement = placement, Width = 3 }, 1);
            LoraAdapterTests.Shake(adapter, 1);
            LoraAdapterTests.Distance(LoraAdapterTests.Logits(model), bare).ShouldBeGreaterThan(1e-4);
            model.Adapters.Remove($"{placement}");
            LoraAdapterTests.Distance(LoraAdapterTests.Logits(model), bare).ShouldBe(0);
        }
    }

    [Fact]
    public void They_cannot_be_merged_and_wrong_files_are_refused()
    {
        using var model = TinyModel.Create();
        model.Adapters.Add("a", new BottleneckSpec { Width = 4 }, 1).Save(_folder["a"]);
        Should.Throw<InputException>(() => model.Adapters.Merge("a")).Message.ShouldContain("non-linearity");
        model.Adapters.All.Count.ShouldBe(1);
        Should.Throw<InputException>(() => model.Adapters.Add("b", new BottleneckSpec { Width = 0 }, 1));
        File.WriteAllText(
            _folder["a/adapter_config.json"],
            File.ReadAllText(_folder["a/adapter_config.json"]).Replace("\"Width\": 4", "\"Width\": 5")
        );
        Should.Throw<InputException>(() => model.Adapters.Load("c", _folder["a"], new BottleneckReader())).Problems.Count.ShouldBe(6);
        File.WriteAllText(_folder["a/adapter_config.json"], "{\"peft_type\": \"BOTTLENECK\"}");
        Should.Throw<InputException>(() => model.Adapters.Load("c", _folder["a"], new BottleneckReader())).Message.ShouldContain("broken");
    }
}
