using Clt.Engine.Generation;
using Clt.Engine.Tests.Data;
using Clt.Engine.Training;
using Clt.Engine.Training.Schedules;
using Clt.Tests;
using TorchSharp;

namespace Clt.Engine.Tests.Training;

/// <summary>Counts all live tensors of the process, so no other test may run beside.</summary>
[Collection(nameof(Alone))]
public sealed class LeakTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>What tests before this one left to the finaliser must not go while it counts.</summary>
    public LeakTests()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Steps_checkpoints_and_validations_leave_no_tensor(bool recompute)
    {
        var (before, counts) = (torch.Tensor.TotalCount, new List<long>());
        var settings = new TrainingSettings
        {
            Steps = 40,
            Batch = 6,
            MicroBatchTokens = 20,
            CheckpointEvery = 10,
            Schedule = new ConstantSchedule(1e-3),
            Checkpointing = recompute ? ActivationCheckpointing.EveryBlock : ActivationCheckpointing.None,
        };
        var job = new TrainingJob(_folder.Path, "leak", TinyModel.Objective, TinyModel.Examples(40), TinyModel.Examples(5), settings, 1);

        Trainer.Run(job, new Counter(() => counts.Add(torch.Tensor.TotalCount)));

        counts.Count.ShouldBe(40);
        // The memory of checkpoints is made once, with the first; while one is written, its thread holds a view of one piece.
        var later = counts.Skip(11).ToList();
        (later.Max() - later.Min()).ShouldBeLessThanOrEqualTo(1);
        torch.Tensor.TotalCount.ShouldBe(before);
    }

    [Fact]
    public void A_graph_without_a_backward_pass_leaves_no_tensor()
    {
        var before = torch.Tensor.TotalCount;
        using (var objective = TinyModel.Objective())
        {
            var made = torch.Tensor.TotalCount;
            objective.Model.RecomputeEvery(1);
            objective.Loss(TinyModel.Examples(3), training: true).Dispose();
            using (torch.NewDisposeScope())
                objective.Loss(TinyModel.Examples(3), training: true);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            torch.Tensor.TotalCount.ShouldBe(made);
        }

        torch.Tensor.TotalCount.ShouldBe(before);
    }

    [Fact]
    public void Generating_and_scoring_leave_no_tensor()
    {
        var before = torch.Tensor.TotalCount;
        using (var model = TinyModel.Create())
        {
            var made = torch.Tensor.TotalCount;
            int[][] prompts =
            [
                [1, 5],
                [1, 6, 7],
                [1],
            ];
            TextGenerator.Generate(model, new CharacterTokenizer(), prompts, new GenerationSettings { MaxNewTokens = 6, BatchSize = 2 }, 1);
            Scorer.LogLikelihood(model, [(prompts[0], prompts[1])]);
            torch.Tensor.TotalCount.ShouldBe(made);
        }

        torch.Tensor.TotalCount.ShouldBe(before);
    }

    private sealed class Counter(Action count) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Row is not null)
                count();
        }
    }
}
