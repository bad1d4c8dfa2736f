using Clt.Engine.Distributed;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Parameters;
using Clt.Engine.Tests.Distributed;
using Clt.Engine.Training;
using Clt.Engine.Training.Schedules;

namespace Clt.Engine.Tests.Training;

/// <summary>A run over several ranks is the run of one, and goes on with another number of them.</summary>
public sealed class DataParallelTests : IDisposable
{
    private const int Steps = 12;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Ranks_change_neither_losses_nor_norms(int ranks)
    {
        var alone = Trainer.Run(Job("alone"));

        var together = RankThreads.Run(ranks, group => Trainer.Run(Job("together") with { Group = group }));

        Compare("alone", "together");
        together.ShouldAllBe(r => r == together[0]);
        (together[0].Steps, together[0].Tokens, together[0].TargetTokens).ShouldBe((alone.Steps, alone.Tokens, alone.TargetTokens));
        together[0].BestValidationLoss!.Value.ShouldBe(alone.BestValidationLoss!.Value, 1e-5);
    }

    [Fact]
    public void More_ranks_than_examples_leave_the_numbers_alone()
    {
        var job = Job("one") with { Settings = Settings with { Batch = 1, Steps = 4 } };
        Trainer.Run(job);

        RankThreads.Run(2, group => Trainer.Run(job with { Folder = _folder["two"], Group = group }));

        Compare("one", "two");
    }

    [Fact]
    public void Two_runs_over_two_ranks_have_the_same_bits()
    {
        var hashes = new[] { "first", "second" }.Select(name =>
            RankThreads.Run(2, group => Trainer.Run(Job(name) with { Group = group }))[0].WeightsHash
        );

        hashes.Distinct().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    public void A_run_goes_on_with_another_number_of_ranks(int before, int after)
    {
        Trainer.Run(Job("undisturbed"));
        Should.Throw<OperationCanceledException>(() => Run("changed", before, stopAt: 7));

        Run("changed", after).Steps.ShouldBe(Steps);

        Compare("undisturbed", "changed");
    }

    [Fact]
    public void A_run_that_was_stopped_goes_on_with_the_same_bits()
    {
        var undisturbed = Run("undisturbed", 2);
        Should.Throw<OperationCanceledException>(() => Run("stopped", 2, stopAt: 7));

        Run("stopped", 2).WeightsHash.ShouldBe(undisturbed.WeightsHash);
    }

    [Fact]
    public void Ranks_in_bf16_follow_one_process_and_go_on_with_the_same_bits()
    {
        using (var model = TinyModel.Create())
            model.Save(_folder["base"]);
        TrainingJob Half(string name) =>
            Job(name) with
            {
                Objective = () => new CausalLanguageModelling(LanguageModel.Load(_folder["base"], dtype: Dtype.BFloat16)),
            };
        var alone = Trainer.Run(Half("alone"));

        var together = RankThreads.Run(2, group => Trainer.Run(Half("together") with { Group = group }));

        together.ShouldAllBe(r => r == together[0]);
        // Gradients of a micro-batch are rounded to 8 bits, and ranks have other micro-batches.
        Compare("alone", "together", 3e-3, 3e-2);
        Should.Throw<OperationCanceledException>(() =>
            RankThreads.Run(
                2,
                group =>
                {
                    using var cancel = new CancellationTokenSource();
                    return Trainer.Run(Half("stopped") with { Group = group }, new StopAt(7, cancel), cancel.Token);
                }
            )
        );

        RankThreads.Run(2, group => Trainer.Run(Half("stopped") with { Group = group }))[0].WeightsHash.ShouldBe(together[0].WeightsHash);
        together[0].Steps.ShouldBe(alone.Steps);
    }

    [Fact]
    public void A_rank_holds_the_moments_of_its_slice_and_a_checkpoint_holds_them_all()
    {
        var moments = RankThreads.Run(
            2,
            group =>
            {
                using var objective = TinyModel.Objective();
                using var ranks = new Ranks(group);
                using var trained = new TrainedState(objective.Model.Parameters, Settings, ranks);
                using var snapshot = new StateSnapshot();
                trained.Take(snapshot);
                if (group.Rank == 0)
                    snapshot.Save(_folder["tensors.safetensors"]);
                return (
                    Held: ranks.Slice(objective.Model.Parameters.Values.NumberOfElements).Length,
                    All: objective.Model.Parameters.Values.NumberOfElements
                );
            }
        );

        moments.Sum(m => m.Held).ShouldBe(moments[0].All);
        moments.ShouldAllBe(m => m.Held < 0.51 * m.All);
        using var file = Clt.Formats.Safetensors.SafetensorsFile.Open(_folder["tensors.safetensors"]);
        file["optimizer.first_moment"].Bytes.ShouldBe(moments[0].All * sizeof(float));
    }

    [Fact]
    public void What_fails_on_the_first_rank_is_told_on_all()
    {
        Directory.CreateDirectory(_folder["taken"]);
        File.WriteAllText(_folder["taken/model"], "a file where the folder of the weights should be");
        var messages = new string[2];

        RankThreads.Run(
            2,
            group =>
            {
                messages[group.Rank] = Should.Throw<Exception>(() => Trainer.Run(Job("taken") with { Group = group })).Message;
                return 0;
            }
        );

        messages[1].ShouldBe($"On rank 0: {messages[0]}");
    }

    private static TrainingSettings Settings =>
        new()
        {
            Steps = Steps,
            Batch = 6,
            MicroBatchTokens = 40,
            Schedule = new LinearSchedule(3e-3, 2),
            WeightDecay = 0.1,
            ClipNorm = 0.5,
            CheckpointEvery = 5,
            SelectBy = SelectBy.ValidationLoss,
        };

    private TrainingJob Job(string name) =>
        new(_folder[name], "job", TinyModel.Objective, TinyModel.Examples(30), TinyModel.Examples(7, skip: 30), Settings, 5);

    private TrainingResult Run(string name, int ranks, int? stopAt = null)
    {
        TrainingResult Train(ProcessGroup? group)
        {
            using var cancel = new CancellationTokenSource();
            return Trainer.Run(Job(name) with { Group = group }, stopAt is { } step ? new StopAt(step, cancel) : null, cancel.Token);
        }

        return ranks == 1 ? Train(null) : RankThreads.Run(ranks, Train)[0];
    }

    private void Compare(string expected, string actual, double loss = 1e-5, double norm = 1e-4)
    {
        var (one, other) = (
            TrainingLog.Read(_folder[$"{expected}/log.jsonl"]).ToList(),
            TrainingLog.Read(_folder[$"{actual}/log.jsonl"]).ToList()
        );
        other.Count.ShouldBe(one.Count);
        foreach (var (a, b) in one.Zip(other))
        {
            b.Loss.ShouldBe(a.Loss, loss * a.Loss, $"loss of step {a.Step}");
            b.GradientNorm.ShouldBe(a.GradientNorm, norm * a.GradientNorm, $"gradient norm of step {a.Step}");
            (b.Step, b.Tokens, b.TargetTokens, b.LearningRate).ShouldBe((a.Step, a.Tokens, a.TargetTokens, a.LearningRate));
        }
    }

    /// <summary>Only rank 0 hears of steps, so it alone is cancelled; the others learn it from it.</summary>
    private sealed class StopAt(int step, CancellationTokenSource cancel) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Row?.Step == step)
                cancel.Cancel();
        }
    }
}
