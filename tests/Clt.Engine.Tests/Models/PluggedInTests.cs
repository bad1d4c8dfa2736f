using Clt.Engine.Data;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Objectives;
using Clt.Engine.Training;
using Clt.Engine.Training.Schedules;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Models;

/// <summary>A classifier of pairs whose cross-attention is plugged in.</summary>
public sealed class PluggedInTests
{
    private static readonly Language English = Language.Parse("en");

    [Fact]
    public void It_learns_labels_that_depend_on_both_texts_and_reads_what_it_saved()
    {
        using var folder = new TemporaryFolder();
        var config = TinyEncoder.Config().WithHead(EncoderHead.Sequence, ["same", "other"]).WithCrossAttention(pluggedIn: true);
        // The texts begin with the same token, or not.
        var examples = Enumerable.Range(0, 16).Select(i => Pair(10 + i % 4, 10 + (i / 4), i % 4 == i / 4 ? 0 : 1)).ToList();
        var settings = new TrainingSettings
        {
            Steps = 100,
            Batch = examples.Count,
            Schedule = new ConstantSchedule(5e-3),
        };
        var objective = () => (IObjective)new EncoderTraining(TinyEncoder.Create(config));
        var result = Trainer.Run(new TrainingJob(folder["run"], "identity", objective, examples, [], settings, 1));

        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var trained = EncoderModel.Load(result.ModelFolder, TinyEncoder.Families);
        trained.Config.PluggedIn.ShouldBeTrue();
        using var batch = trained.Batch(examples);
        var hidden = trained.Forward(batch);
        hidden.shape.ShouldBe([batch.Packed.Tokens, 2 * trained.Config.HiddenSize]);
        trained.Labels(hidden, batch.Packed).Select(l => (long)l[0]).ShouldBe(examples.Select(e => e.Targets[0]));
        using var one = trained.Batch([examples[3]]);
        allclose(trained.Logits(trained.Forward(one), one.Packed)[0], trained.Logits(hidden, batch.Packed)[3], rtol: 1e-4, atol: 1e-4)
            .ShouldBeTrue("a pair is read as if it were alone");
    }

    [Fact]
    public void One_text_is_refused_and_so_is_a_head_that_reads_no_pairs()
    {
        using var model = TinyEncoder.Create(
            TinyEncoder.Config().WithHead(EncoderHead.Sequence, ["a", "b"]).WithCrossAttention(pluggedIn: true)
        );
        var single = new EncoderExample("x", English, "task", [1, 5, 2], [0]);
        Should.Throw<InputException>(() => model.Batch([single])).Message.ShouldContain("it is one text");
        var tags = TinyEncoder.Config().WithHead(EncoderHead.Tokens, ["a", "b"]);
        Should.Throw<InputException>(() => tags.WithCrossAttention(pluggedIn: true)).Message.ShouldContain("reads no pairs");
        tags.WithCrossAttention()
            .WithHead(EncoderHead.Sequence, ["a", "b"])
            .ShouldSatisfyAllConditions(
                c => c.CrossAttention.ShouldBeTrue("another head leaves it there"),
                c => c.PluggedIn.ShouldBeFalse("plugged out")
            );
    }

    private static EncoderExample Pair(int first, int second, int label) =>
        new("x", English, "task", [1, first, 2, second, 2], [label]) { Pair = ([1, first, 2], [1, second, 2]) };
}
