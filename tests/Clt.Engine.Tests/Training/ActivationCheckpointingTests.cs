using Clt.Engine.Adapters;
using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Parameters;
using Clt.Engine.Tests.Models.Seq2Seq;
using Clt.Engine.Training;
using Clt.Engine.Training.Schedules;
using Clt.Plugins.Training.Adapters;
using Clt.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Training;

/// <summary>
/// Blocks that are computed again give the bits of blocks that keep their activations. Draws from libtorch's own generator, so no other
/// test may run beside.
/// </summary>
[Collection(nameof(Alone))]
public sealed class ActivationCheckpointingTests : IDisposable
{
    private static readonly Dictionary<string, (Func<IObjective> Objective, IReadOnlyList<TrainingExample> Examples)> Kinds = new()
    {
        ["decoder"] = (() => new CausalLanguageModelling(Decoder()), TinyModel.Examples(6)),
        ["bf16"] = (() => new CausalLanguageModelling(Rounded()), TinyModel.Examples(6)),
        ["frozen bottom"] = (() => new CausalLanguageModelling(Frozen()), TinyModel.Examples(6)),
        ["lora with dropout"] = (() => new CausalLanguageModelling(Adapted()), TinyModel.Examples(6)),
        ["adapters behind blocks"] = (() => new CausalLanguageModelling(Behind()), TinyModel.Examples(6)),
        ["encoder"] = (
            () => new EncoderTraining(TinyEncoder.Create(TinyEncoder.Config().WithHead(EncoderHead.Tokens, ["a", "b"]))),
            Labelled()
        ),
        ["relative positions"] = (() => new ConditionalGeneration(TinyPairs.Create(TinyPairs.T5)), Sources()),
        ["cross-attention"] = (() => new ConditionalGeneration(TinyPairs.Create(TinyPairs.MBart)), Sources()),
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, int> Cases()
    {
        var data = new TheoryData<string, int>();
        foreach (var kind in Kinds.Keys)
        {
            data.Add(kind, 1);
            data.Add(kind, 2);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Loss_and_gradients_have_the_same_bits(string kind, int every)
    {
        using var scope = NewDisposeScope();
        var (kept, again) = (Step(kind, 0), Step(kind, every));

        again.Loss.ShouldBe(kept.Loss);
        again.Gradients.Equals(kept.Gradients).ShouldBeTrue();
        kept.Gradients.to_type(ScalarType.Float32).abs().sum().item<float>().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_whole_run_ends_with_the_same_bits()
    {
        var kept = Run("kept", ActivationCheckpointing.None);
        Run("again", ActivationCheckpointing.EveryBlock).ShouldBe(kept);
        Run("by memory", ActivationCheckpointing.ByMemory).ShouldBe(kept);
    }

    [Fact]
    public void A_model_that_keeps_all_its_activations_refuses()
    {
        using var toy = new Objectives.ToyModel(
            (
                "w",
                [
                    [1f],
                ]
            )
        );
        Should.Throw<InputException>(() => ((ITrainableModel)toy).RecomputeEvery(1)).Message.ShouldContain("activations");
        Should.NotThrow(() => ((ITrainableModel)toy).RecomputeEvery(0));
    }

    private static (float Loss, Tensor Gradients) Step(string kind, int every)
    {
        var (make, examples) = Kinds[kind];
        using var objective = make();
        objective.Model.Trained.UseGradients();
        objective.Model.RecomputeEvery(every);
        manual_seed(7);
        var sum = 0f;
        // Two micro-batches: gradients are added to those before.
        foreach (var part in objective.Prepare(examples, 1).Chunk(3))
        {
            var loss = objective.Loss(part, training: true);
            sum += loss.item<float>();
            loss.backward();
        }

        return (sum, objective.Model.Trained.Gradients!.clone());
    }

    private string Run(string name, ActivationCheckpointing checkpointing)
    {
        var settings = new TrainingSettings
        {
            Steps = 6,
            Batch = 4,
            MicroBatchTokens = 30,
            Schedule = new ConstantSchedule(1e-2),
            Checkpointing = checkpointing,
        };
        var job = new TrainingJob(_folder[name], "job", Kinds["lora with dropout"].Objective, TinyModel.Examples(20), [], settings, 3);
        return Trainer.Run(job).WeightsHash;
    }

    private static LanguageModel Decoder() => LanguageModel.Create(TinyModel.Config with { Layers = 3 }, 1);

    private static LanguageModel Rounded()
    {
        using var folder = new TemporaryFolder();
        using (var model = TinyModel.Create())
            model.Save(folder.Path);
        return LanguageModel.Load(folder.Path, dtype: Dtype.BFloat16);
    }

    private static IReadOnlyList<TrainingExample> Labelled() =>
        [
            .. Enumerable
                .Range(0, 6)
                .Select(i => new EncoderExample($"{i}", Language.Parse("en"), "tags", [5 + i, 6, 7 + i, 9], [0, 1, 1, i % 2])),
        ];

    private static IReadOnlyList<TrainingExample> Sources() =>
        [.. TinyPairs.Pairs.Concat(TinyPairs.Pairs).Select((pair, i) => new PairExample($"{i}", Language.Parse("en"), "pairs", pair))];

    private static LanguageModel Frozen()
    {
        var model = Decoder();
        model.Parameters.Freeze("*");
        model.Parameters.Thaw("layers.2");
        return model;
    }

    private static LanguageModel Adapted()
    {
        var model = Decoder();
        model.Adapters.Add("a", new LoraSettings { Rank = 4, Dropout = 0.3 }, 1);
        return model;
    }

    private static LanguageModel Behind()
    {
        var model = Decoder();
        model.Adapters.Add("language", new BottleneckSpec { Placement = AdapterPlacement.Block }, 1);
        model.Adapters["language"].Parameters.Freeze("*");
        model.Adapters.Add("task", new BottleneckSpec { Placement = AdapterPlacement.Block }, 2);
        return model;
    }
}
