using Clt.Engine.Adapters;
using Clt.Engine.Data;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Objectives;
using Clt.Engine.Training;
using Clt.Engine.Training.Schedules;
using Clt.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Objectives;

/// <summary>
/// Dropout of encoders, and R-Drop, which trains two passes. Draws from libtorch's own generator, so no other test may run beside.
/// </summary>
[Collection(nameof(Alone))]
public sealed class DropoutTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void States_drop_out_in_training_and_never_in_measuring()
    {
        using var plain = new EncoderTraining(Tagger());
        using var dropping = new EncoderTraining(Tagger()) { Dropout = true };
        var expected = Value(plain, training: true);

        float[] losses = [Value(dropping, true), Value(dropping, true)];

        losses.Append(expected).Distinct().Count().ShouldBe(3);
        using (no_grad())
            Value(dropping, false).ShouldBe(expected);
        Enumerable.Range(0, 200).Average(_ => Value(dropping, true)).ShouldBe(expected, 0.15 * expected);
    }

    [Fact]
    public void A_run_with_dropout_resumes_with_the_same_bits_and_blocks_may_be_computed_again()
    {
        TrainingJob Job(string name) =>
            new(
                _folder[name],
                "job",
                () => new EncoderTraining(Tagger()) { Dropout = true },
                Examples(),
                [],
                new TrainingSettings
                {
                    Steps = 8,
                    Batch = 3,
                    CheckpointEvery = 3,
                    MicroBatchTokens = 5,
                    Schedule = new ConstantSchedule(1e-2),
                },
                2
            );
        var undisturbed = Trainer.Run(Job("undisturbed"));
        using (var cancel = new CancellationTokenSource())
            Should.Throw<OperationCanceledException>(() => Trainer.Run(Job("stopped"), new CancelAt(5, cancel), cancel.Token));

        Trainer.Run(Job("stopped")).WeightsHash.ShouldBe(undisturbed.WeightsHash);
        var again = Job("again");
        again = again with { Settings = again.Settings with { Checkpointing = ActivationCheckpointing.EveryBlock } };
        Trainer.Run(again).WeightsHash.ShouldBe(undisturbed.WeightsHash);
    }

    [Fact]
    public void R_Drop_without_its_divergence_is_the_loss_of_both_passes()
    {
        using var plain = new EncoderTraining(Tagger()) { Dropout = true };
        manual_seed(4);
        var both = Value(plain, true) + Value(plain, true);
        foreach (var alpha in new[] { 0.0, 2 })
        {
            using var objective = new RDropClassification(Tagger(), alpha);
            manual_seed(4);
            if (alpha == 0)
                Value(objective, true).ShouldBe(both, 1e-4f * both);
            else
                Value(objective, true).ShouldBeGreaterThan(both + 1e-3f);
            using var noGrad = no_grad();
            Value(objective, false).ShouldBe(Value(plain, false), 1e-5f);
        }
    }

    [Fact]
    public void R_Drop_of_a_decoder_trains_its_adapter()
    {
        var model = TinyModel.Create();
        model.Adapters.Add("a", new LoraSettings { Rank = 4, Dropout = 0.3 }, 1);
        var settings = new TrainingSettings
        {
            Steps = 30,
            Batch = 6,
            Schedule = new ConstantSchedule(3e-2),
        };
        var result = Trainer.Run(
            new TrainingJob(
                _folder.Path,
                "job",
                () => new RDropLanguageModelling(model, 0.5),
                TinyModel.Examples(12),
                TinyModel.Examples(12),
                settings,
                1
            )
        );

        result.BestValidationLoss!.Value.ShouldBeLessThan(0.46 * result.FirstLoss);
    }

    [Fact]
    public void What_cannot_drop_out_and_impossible_numbers_are_listed()
    {
        using var still = TinyModel.Create();
        Should.Throw<InputException>(() => new RDropLanguageModelling(still, -1)).Problems.Count.ShouldBe(2);
        var config = TinyEncoder.Config().WithHead(EncoderHead.MaskedLanguageModel) with { HiddenDropout = 0, ClassifierDropout = 0 };
        using var masked = TinyEncoder.Create(config);
        Should.Throw<InputException>(() => new RDropClassification(masked, double.NaN)).Problems.Count.ShouldBe(3);
    }

    private static float Value(IObjective objective, bool training)
    {
        using var scope = NewDisposeScope();
        return objective.Loss(Examples(), training).item<float>();
    }

    private static EncoderModel Tagger() => TinyEncoder.Create(TinyEncoder.Config().WithHead(EncoderHead.Tokens, ["a", "b", "c"]));

    private static IReadOnlyList<TrainingExample> Examples() =>
        [
            .. Enumerable
                .Range(0, 6)
                .Select(i => new EncoderExample(
                    $"{i}",
                    Language.Parse("en"),
                    "tags",
                    [5 + i, 6, 7 + i, 9],
                    [0, 1 + i % 2, 2, PackedBatch.Ignored]
                )),
        ];

    private sealed class CancelAt(int step, CancellationTokenSource cancel) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Row?.Step == step)
                cancel.Cancel();
        }
    }
}
