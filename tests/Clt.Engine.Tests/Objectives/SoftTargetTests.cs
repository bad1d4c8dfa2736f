using Clt.Engine.Data;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Objectives;
using Clt.Formats.Tokenization;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Objectives;

/// <summary>Distributions over labels as targets: cross-entropy to them, of which one-hot ones are the labels themselves.</summary>
public sealed class SoftTargetTests
{
    private static readonly string[] Labels = ["O", "B", "I"];
    private static readonly Language English = Language.Parse("en");

    private static EncoderModel Model(EncoderHead head) => TinyEncoder.Create(TinyEncoder.Config().WithHead(head, Labels));

    /// <summary>A sequence's label, or one for each of its first two tokens.</summary>
    private static EncoderExample Example(EncoderHead head, int[] ids, long[] labels, IReadOnlyList<float[]>? soft = null)
    {
        long[] targets =
            head == EncoderHead.Sequence
                ? labels
                : [.. labels, .. Enumerable.Repeat((long)PackedBatch.Ignored, ids.Length - labels.Length)];
        return new EncoderExample("i", English, "t", ids, targets) { Soft = soft };
    }

    private static (float Loss, float[] Gradient) Of(EncoderHead head, params EncoderExample[] examples)
    {
        using var scope = NewDisposeScope();
        using var objective = new EncoderTraining(Model(head));
        var loss = objective.Loss(examples, training: true);
        loss.backward();
        var gradient = objective
            .Model.Parameters.Specs.SelectMany(s => objective.Model.Parameters[s.Name].grad?.flatten().data<float>().ToArray() ?? [])
            .ToArray();
        return (loss.item<float>(), gradient);
    }

    [Theory]
    [InlineData(EncoderHead.Sequence)]
    [InlineData(EncoderHead.Tokens)]
    public void A_one_hot_distribution_has_the_loss_and_the_gradient_of_its_label(EncoderHead head)
    {
        long[] labels = head == EncoderHead.Sequence ? [2] : [2, 0];
        float[][] hot = [.. labels.Select(l => Labels.Select((_, i) => i == l ? 1f : 0f).ToArray())];
        var hard = Of(head, Example(head, [1, 5, 9, 2], labels), Example(head, [1, 7, 2], [.. labels.Reverse()]));
        // A hard example beside a soft one is a one-hot one.
        var soft = Of(head, Example(head, [1, 5, 9, 2], labels, hot), Example(head, [1, 7, 2], [.. labels.Reverse()]));
        soft.Loss.ShouldBe(hard.Loss, 1e-5f * hard.Loss);
        soft.Gradient.Length.ShouldBe(hard.Gradient.Length);
        soft.Gradient.Zip(hard.Gradient, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(1e-5f);
        hard.Gradient.Max(Math.Abs).ShouldBeGreaterThan(1e-3f);
    }

    [Theory]
    [InlineData(EncoderHead.Sequence)]
    [InlineData(EncoderHead.Tokens)]
    public void A_distribution_has_the_cross_entropy_of_the_formula(EncoderHead head)
    {
        float[][] soft =
            head == EncoderHead.Sequence
                ?
                [
                    [0.2f, 0.5f, 0.3f],
                ]
                :
                [
                    [0.2f, 0.5f, 0.3f],
                    [0.9f, 0.1f, 0],
                ];
        long[] labels = [.. soft.Select(s => (long)Array.IndexOf(s, s.Max()))];
        var example = Example(head, [1, 5, 9, 2], labels, soft);
        var loss = Of(head, example).Loss;

        using var scope = NewDisposeScope();
        using var model = Model(head);
        using var batch = new EncoderBatch([example]);
        using var noGrad = no_grad();
        var logits = model.Logits(model.Forward(batch.Packed), batch.Packed).data<float>().ToArray();
        var expected = 0.0;
        for (var row = 0; row < soft.Length; row++)
        {
            var of = logits.Skip(row * 3).Take(3).Select(x => (double)x).ToArray();
            var normaliser = Math.Log(of.Sum(Math.Exp));
            for (var label = 0; label < 3; label++)
                expected -= soft[row][label] * (of[label] - normaliser);
        }

        loss.ShouldBe((float)expected, 1e-4f);
        example.TargetCount.ShouldBe(soft.Length);
    }

    [Fact]
    public void A_random_field_and_r_drop_refuse_them()
    {
        using var field = TinyEncoder.Create(TinyEncoder.Config().WithHead(EncoderHead.Tokens, Labels, crf: true));
        var example = Example(
            EncoderHead.Tokens,
            [1, 5, 2],
            [0, 1],
            [
                [1, 0, 0],
                [0, 1, 0],
            ]
        );
        using var batch = new EncoderBatch([example]);
        Should
            .Throw<InputException>(() => field.Loss(field.Forward(batch.Packed), batch.Packed, batch.Targets))
            .Problems[0]
            .What.ShouldContain("random field");
        using var drops = new RDropClassification(
            TinyEncoder.Create(TinyEncoder.Config().WithHead(EncoderHead.Tokens, Labels) with { HiddenDropout = 0.1 }),
            alpha: 1
        );
        Should.Throw<InputException>(() => drops.Loss([example], training: true)).Problems[0].What.ShouldContain("soft targets");
    }

    [Fact]
    public void They_are_scaled_to_a_sum_of_one_and_wrong_ones_are_all_listed()
    {
        var reader = new EncoderTokenizer(SmallTokenizer.With(["<s>", "</s>"]), 24);
        var example = Clt.Example.PromptCompletion("7", English, "t", "ab", "B");
        var read = reader.Labelled(example with { SoftLabels = [new Dictionary<string, double> { ["B"] = 0.6, ["O"] = 0.2 }] }, Labels);
        read.Soft!.Single().ShouldBe([0.25f, 0.75f, 0f]);
        reader.Labelled(example, Labels).Soft.ShouldBeNull();

        var wrong = example with
        {
            SoftLabels = [new Dictionary<string, double> { ["J"] = 1 }, new Dictionary<string, double> { ["B"] = -1 }],
        };
        var problems = Should.Throw<InputException>(() => reader.Labelled(wrong, Labels)).Problems;
        problems
            .Select(p => p.What)
            .ShouldBe(["there are 1 labels but 2 distributions", "'J' is none of the task's 3 labels", "a soft label has no distribution"]);
        problems.ShouldAllBe(p => p.Where == "task t, item 7 (eng_Latn)");
    }
}
