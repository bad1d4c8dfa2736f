using Clt.Engine.Data;
using Clt.Engine.Objectives;
using Clt.Engine.Tests.Data;
using Clt.Engine.Training;
using Clt.Engine.Training.Schedules;
using Clt.Tests;
using TorchSharp;

namespace Clt.Engine.Tests.Objectives;

/// <summary>What the trainer promises to any objective. Draws from libtorch's own generator, so no other test may run beside.</summary>
[Collection(nameof(Alone))]
public sealed class ObjectiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Prepare_sees_whole_steps_each_with_a_seed_of_its_own()
    {
        var noisy = new Noisy();
        Trainer.Run(Job("seeds", noisy));
        noisy.Prepared.Select(p => p.Count).ShouldBe([6, 6, 6, 6, 6, 6]);
        noisy.Prepared.Select(p => p.Seed).Distinct().Count().ShouldBe(6);
    }

    [Fact]
    public void Noise_and_dropout_are_those_of_the_step_after_a_resume()
    {
        var undisturbed = Trainer.Run(Job("undisturbed", new Noisy()));
        Should.Throw<OperationCanceledException>(() =>
        {
            using var cancel = new CancellationTokenSource();
            Trainer.Run(Job("resumed", new Noisy()), new CancelAfter(3, cancel), cancel.Token);
        });
        Trainer.Run(Job("resumed", new Noisy())).WeightsHash.ShouldBe(undisturbed.WeightsHash);
        Trainer.Run(Job("other", new Noisy()) with { Seed = 2 }).FirstLoss.ShouldNotBe(undisturbed.FirstLoss);
    }

    [Fact]
    public void An_example_of_another_type_is_named()
    {
        using var objective = TinyModel.Objective();
        Should.Throw<ArgumentException>(() => objective.Loss([new Other()], true)).Message.ShouldContain("toy/7 (eng_Latn) is a Other");
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    public void Label_smoothing_outside_its_range_is_an_input_error(double smoothing)
    {
        using var model = TinyModel.Create();
        Should.Throw<InputException>(() => new CausalLanguageModelling(model) { LabelSmoothing = smoothing });
    }

    private TrainingJob Job(string name, IObjective objective)
    {
        var settings = new TrainingSettings
        {
            Steps = 6,
            Batch = 6,
            MicroBatchTokens = 20,
            Shuffle = false,
            Schedule = new ConstantSchedule(1e-2),
        };
        return new TrainingJob(_folder[name], "identity", () => objective, TinyModel.Examples(36), [], settings, 1);
    }

    /// <summary>
    /// Multiplies the loss with a number drawn by libtorch, and leaves out as many examples as the seed of the step says.
    /// </summary>
    private sealed class Noisy() : Objective<TokenizedExample>(TinyModel.Create())
    {
        public List<(int Count, Seed Seed)> Prepared { get; } = [];

        public override IReadOnlyList<TrainingExample> Prepare(IReadOnlyList<TrainingExample> examples, Seed seed)
        {
            Prepared.Add((examples.Count, seed));
            return [.. examples.Skip(seed.Generator().Next(examples.Count))];
        }

        protected override torch.Tensor Loss(IReadOnlyList<TokenizedExample> examples, bool training)
        {
            var plain = new CausalLanguageModelling((Clt.Engine.Models.LanguageModel)Model).Loss(
                (IReadOnlyList<TrainingExample>)examples,
                training
            );
            return plain * torch.rand(1).sum();
        }
    }

    private sealed record Other() : TrainingExample("7", ToyTask.English, "toy")
    {
        public override IReadOnlyList<int[]> Sequences =>
            [
                [1],
            ];

        public override int TargetCount => 1;

        public override string ToString() => base.ToString();
    }

    private sealed class CancelAfter(int step, CancellationTokenSource cancel) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step >= step)
                cancel.Cancel();
        }
    }
}
