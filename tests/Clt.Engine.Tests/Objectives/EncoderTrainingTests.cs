using Clt.Engine.Data;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Objectives;
using Clt.Engine.Training;
using Clt.Engine.Training.Schedules;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Objectives;

/// <summary>Encoders under the trainer: every head learns what it can.</summary>
public sealed class EncoderTrainingTests : IDisposable
{
    private static readonly Language English = Language.Parse("en");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_tagger_with_a_random_field_learns_which_label_follows_which()
    {
        // A token's label is its parity, and "I" where the label before was "B": emissions alone cannot tell.
        var model = TinyEncoder.Create(TinyEncoder.Config().WithHead(EncoderHead.Tokens, ["O", "B", "I"], crf: true));
        var examples = Tagged();
        var result = Train(new EncoderTraining(model), examples, 60);

        using var trained = EncoderModel.Load(result.ModelFolder, TinyEncoder.Families);
        trained.Config.Crf.ShouldBeTrue();
        using var batch = new EncoderBatch(examples);
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var places = examples.Select(e => (IReadOnlyList<int>)[.. Enumerable.Range(1, e.Ids.Length - 2)]).ToList();
        var labels = trained.Labels(trained.Forward(batch.Packed), batch.Packed, places);
        var right = labels.Zip(examples, (l, e) => l.Zip(e.Targets[1..^1]).Count(p => p.First == p.Second)).Sum();
        (right / (double)examples.Sum(e => e.TargetCount)).ShouldBeGreaterThan(0.95);
        result.LastLoss.ShouldBeLessThan(0.2 * result.FirstLoss);
    }

    [Fact]
    public void A_random_field_whose_transitions_are_zero_is_the_plain_loss()
    {
        using var scope = NewDisposeScope();
        using var plain = TinyEncoder.Create(TinyEncoder.Config().WithHead(EncoderHead.Tokens, ["O", "B", "I"]));
        using var chained = TinyEncoder.Create(TinyEncoder.Config().WithHead(EncoderHead.Tokens, ["O", "B", "I"], crf: true));
        using (no_grad())
            chained.Parameters[TensorNames.Transitions].zero_();
        using var batch = new EncoderBatch(Tagged());

        var hidden = plain.Forward(batch.Packed);
        var expected = plain.Loss(hidden, batch.Packed, batch.Targets).item<float>();

        chained.Loss(chained.Forward(batch.Packed), batch.Packed, batch.Targets).item<float>().ShouldBe(expected, 1e-4f * expected);
        chained.Labels(hidden, batch.Packed).SelectMany(l => l).ShouldBe(plain.Labels(hidden, batch.Packed).SelectMany(l => l));
    }

    [Fact]
    public void Cutting_a_step_into_micro_batches_changes_nothing()
    {
        foreach (var crf in new[] { false, true })
        {
            EncoderTraining Objective() =>
                new(TinyEncoder.Create(TinyEncoder.Config().WithHead(EncoderHead.Tokens, ["O", "B", "I"], crf: crf)));
            var whole = Train(Objective(), Tagged(), 3, microBatchTokens: 10_000, name: $"whole {crf}");
            var parts = Train(Objective(), Tagged(), 3, microBatchTokens: 12, name: $"parts {crf}");
            parts.LastLoss.ShouldBe(whole.LastLoss, 1e-5);
        }
    }

    [Fact]
    public void A_pair_classifier_reads_token_types()
    {
        // Both texts hold the same tokens; the label says whether the second one has the 9.
        var examples = Enumerable
            .Range(0, 8)
            .Select(i => new EncoderExample($"{i}", English, "pairs", [2, 9, 3, 9, 3], [i % 2])
            {
                TokenTypes = i % 2 == 0 ? [0, 0, 0, 1, 1] : [0, 1, 1, 1, 1],
            })
            .ToList();
        var model = TinyEncoder.Create(TinyEncoder.Config().WithHead(EncoderHead.Sequence, ["no", "yes"]));

        Train(new EncoderTraining(model), examples, 40).LastLoss.ShouldBeLessThan(0.05);
    }

    [Fact]
    public void Several_labels_and_numbers_are_learnt()
    {
        var examples = Enumerable
            .Range(0, 4)
            .Select(i => new EncoderExample($"{i}", English, "rows", [2, 10 + i, 3], []) { Numbers = [i & 1, i >> 1] })
            .ToList();
        foreach (var problem in new[] { SequenceProblem.MultiLabel, SequenceProblem.Regression })
        {
            var model = TinyEncoder.Create(TinyEncoder.Config().WithHead(EncoderHead.Sequence, ["a", "b"], problem));
            Train(new EncoderTraining(model), examples, 60, name: problem.ToString()).LastLoss.ShouldBeLessThan(0.05);
            if (problem == SequenceProblem.Regression)
                continue;
            using var trained = EncoderModel.Load(_folder[$"{problem}/model"], TinyEncoder.Families);
            using var batch = new EncoderBatch(examples);
            trained
                .Labels(trained.Forward(batch.Packed), batch.Packed)
                .ShouldBe([
                    [],
                    [0],
                    [1],
                    [0, 1],
                ]);
        }
    }

    private TrainingResult Train(
        IObjective objective,
        IReadOnlyList<EncoderExample> examples,
        int steps,
        int microBatchTokens = 1000,
        string name = "run"
    )
    {
        var settings = new TrainingSettings
        {
            Steps = steps,
            Batch = examples.Count,
            MicroBatchTokens = microBatchTokens,
            Schedule = new ConstantSchedule(5e-3),
        };
        return Trainer.Run(new TrainingJob(_folder[name], "identity", () => objective, examples, [], settings, 1));
    }

    /// <summary>Odd tokens begin (B) or go on (I) by turns, even ones are outside; the frame has no labels.</summary>
    private static List<EncoderExample> Tagged()
    {
        var rng = new Rng(7);
        return
        [
            .. Enumerable
                .Range(0, 12)
                .Select(i =>
                {
                    int[] inner = [.. Enumerable.Range(0, 4 + i % 5).Select(_ => 10 + rng.Next(6))];
                    var (labels, inside) = (new List<long>(), false);
                    foreach (var id in inner)
                    {
                        labels.Add(
                            id % 2 == 0 ? 0
                            : inside ? 2
                            : 1
                        );
                        inside = id % 2 == 1 && !inside;
                    }

                    return new EncoderExample($"{i}", English, "tags", [2, .. inner, 3], [-100, .. labels, -100]);
                }),
        ];
    }
}
