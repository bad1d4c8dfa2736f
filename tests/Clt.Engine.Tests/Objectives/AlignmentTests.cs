using Clt.Engine.Data;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Objectives;
using Clt.Engine.Training;
using Clt.Engine.Training.Schedules;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Objectives;

/// <summary>Objectives over translations under the trainer. The toy "language" is another range of ids.</summary>
public sealed class AlignmentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Contrast_brings_translations_together_and_keeps_others_apart()
    {
        var pairs = Pairs();
        var before = Retrieved(TinyEncoder.Create(TinyEncoder.Config()), pairs);
        var result = Train(new ContrastiveAlignment(TinyEncoder.Create(TinyEncoder.Config())), pairs, 40);

        Retrieved(EncoderModel.Load(result.ModelFolder, TinyEncoder.Families), pairs).ShouldBe(1);
        before.ShouldBeLessThan(0.7);
    }

    [Fact]
    public void Micro_batches_do_not_change_what_is_contrasted()
    {
        ContrastiveAlignment Objective() => new(TinyEncoder.Create(TinyEncoder.Config())) { Group = 4 };
        var whole = Train(Objective(), Pairs(), 3, name: "whole");
        var cut = Train(Objective(), Pairs(), 3, microBatchTokens: 8, name: "cut");

        cut.LastLoss.ShouldBe(whole.LastLoss, 1e-5);
        var all = Train(new ContrastiveAlignment(TinyEncoder.Create(TinyEncoder.Config())), Pairs(), 3, name: "all");
        Math.Abs(all.FirstLoss - whole.FirstLoss).ShouldBeGreaterThan(0.01);
    }

    [Fact]
    public void Squared_differences_shrink()
    {
        var result = Train(new SquaredAlignment(TinyEncoder.Create(TinyEncoder.Config())), Pairs(), 30);
        result.LastLoss.ShouldBeLessThan(0.2 * result.FirstLoss);
    }

    [Fact]
    public void Wrong_input_is_named()
    {
        using var model = TinyEncoder.Create(TinyEncoder.Config());
        Should.Throw<InputException>(() => new ContrastiveAlignment(model) { Group = 1 }).Message.ShouldContain("1 pairs");
        Should
            .Throw<InputException>(() => new ParallelExample("7", Language.Parse("de"), "pairs", [1], []))
            .Message.ShouldContain("item 7");
    }

    private TrainingResult Train(
        IObjective objective,
        IReadOnlyList<TrainingExample> pairs,
        int steps,
        int microBatchTokens = 1000,
        string name = "run"
    )
    {
        var settings = new TrainingSettings
        {
            Steps = steps,
            Batch = pairs.Count,
            MicroBatchTokens = microBatchTokens,
            Schedule = new ConstantSchedule(3e-3),
        };
        return Trainer.Run(new TrainingJob(_folder[name], "identity", () => objective, pairs, [], settings, 1));
    }

    /// <summary>The share of texts whose translation is the nearest.</summary>
    private static double Retrieved(EncoderModel model, IReadOnlyList<ParallelExample> pairs)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using (model)
        {
            var (sources, targets) = ParallelEncoding.Of(model, pairs);
            var nearest = Pooling.Normalized(sources).mm(Pooling.Normalized(targets).t()).argmax(1).data<long>().ToArray();
            return nearest.Where((n, i) => n == i).Count() / (double)pairs.Count;
        }
    }

    private static List<ParallelExample> Pairs()
    {
        var rng = new Rng(3);
        return
        [
            .. Enumerable
                .Range(0, 12)
                .Select(i =>
                {
                    int[] words = [.. Enumerable.Range(0, 3 + i % 3).Select(_ => rng.Next(20))];
                    return new ParallelExample(
                        $"{i}",
                        Language.Parse("de"),
                        "pairs",
                        [2, .. words.Select(w => 10 + w), 3],
                        [2, .. words.Select(w => 40 + w), 3]
                    );
                }),
        ];
    }
}
