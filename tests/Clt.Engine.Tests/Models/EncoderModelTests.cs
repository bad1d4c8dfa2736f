using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Parameters;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Models;

/// <summary>What an encoder computes, and what it refuses.</summary>
public sealed class EncoderModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_token_sees_the_tokens_behind_it_and_no_other_sequence()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var model = TinyEncoder.Create(TinyEncoder.Config());
        var whole = Rows(
            model,
            [
                [5, 6, 7, 8],
                [9, 10],
            ]
        );

        Near(
                Rows(
                    model,
                    [
                        [5, 6, 7, 8],
                    ]
                ),
                whole.narrow(0, 0, 4)
            )
            .ShouldBeTrue();
        Near(
                Rows(
                    model,
                    [
                        [9, 10],
                    ]
                ),
                whole.narrow(0, 4, 2)
            )
            .ShouldBeTrue();
        Near(
                Rows(
                        model,
                        [
                            [5, 6, 7, 11],
                        ]
                    )
                    .narrow(0, 0, 1),
                whole.narrow(0, 0, 1)
            )
            .ShouldBeFalse();
    }

    [Fact]
    public void Types_of_tokens_change_their_states_and_none_are_all_the_first()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var model = TinyEncoder.Create(TinyEncoder.Config());
        using var batch = PackedBatch.Of([
            [5, 6, 7],
        ]);

        Near(model.Forward(batch), model.Forward(batch, zeros(3, dtype: ScalarType.Int64))).ShouldBeTrue();
        Near(model.Forward(batch), model.Forward(batch, tensor(new long[] { 0, 0, 1 }))).ShouldBeFalse();
    }

    [Fact]
    public void Pooling_is_of_each_sequence_by_itself()
    {
        using var scope = NewDisposeScope();
        using var batch = PackedBatch.Of([
            [1, 1, 1],
            [1],
        ]);
        var hidden = tensor(new float[] { 1, 0, 2, 3, 3, 3, 8, 6 }, [4, 2]);

        Pooling.Mean(hidden, batch).data<float>().ToArray().ShouldBe([2, 2, 8, 6]);
        Pooling.First(hidden, batch).data<float>().ToArray().ShouldBe([1, 0, 8, 6]);
        Pooling.Normalized(tensor(new float[] { 3, 4, 0, 0 }, [2, 2])).data<float>().ToArray().ShouldBe([0.6f, 0.8f, 0, 0]);
    }

    [Fact]
    public void Losses_are_those_of_their_definitions()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var batch = PackedBatch.Of([
            [5, 6, 7],
            [8, 9],
        ]);
        float[][] rows =
        [
            [1, 0],
            [1, 1],
        ];
        using (var model = TinyEncoder.Create(TinyEncoder.Config().WithHead(EncoderHead.Sequence, ["a", "b"], SequenceProblem.MultiLabel)))
        {
            var (hidden, logits) = Forward(model);
            var expected = Each(logits).Zip(rows.SelectMany(r => r), (x, y) => Math.Log(1 + Math.Exp(x)) - x * y).Sum();
            ((double)model.Loss(hidden, batch, EncoderTargets.Rows(rows)).item<float>()).ShouldBe(expected, 1e-5);
        }

        using (var model = TinyEncoder.Create(TinyEncoder.Config().WithHead(EncoderHead.Sequence, ["a", "b"], SequenceProblem.Regression)))
        {
            var (hidden, logits) = Forward(model);
            var expected = Each(logits).Zip(rows.SelectMany(r => r), (x, y) => (x - y) * (x - y)).Sum();
            ((double)model.Loss(hidden, batch, EncoderTargets.Rows(rows)).item<float>()).ShouldBe(expected, 1e-5);
            EncoderTargets.Rows(rows).Count.ShouldBe(4);
        }

        using (var model = TinyEncoder.Create(TinyEncoder.Config().WithHead(EncoderHead.MaskedLanguageModel)))
        {
            var (hidden, logits) = Forward(model);
            var expected = -logits.log_softmax(1)[1, 40].item<float>() - logits.log_softmax(1)[4, 3].item<float>();
            using var targets = EncoderTargets.Ids([-100, 40, -100, -100, 3]);
            model.Loss(hidden, batch, targets).item<float>().ShouldBe(expected, 1e-4f);
            targets.Count.ShouldBe(2);
        }

        (Tensor Hidden, Tensor Logits) Forward(EncoderModel model)
        {
            var hidden = model.Forward(batch);
            return (hidden, model.Logits(hidden, batch));
        }
    }

    [Theory]
    [InlineData(EncoderHead.MaskedLanguageModel)]
    [InlineData(EncoderHead.Tokens)]
    public void States_and_losses_in_bf16_are_close_to_fp32(EncoderHead head)
    {
        using var scope = NewDisposeScope();
        using var wide = TinyEncoder.Create(TinyEncoder.Config().WithHead(head, head == EncoderHead.Tokens ? ["a", "b", "c"] : []));
        wide.Save(_folder["m"]);
        using var narrow = EncoderModel.Load(_folder["m"], TinyEncoder.Families, dtype: Dtype.BFloat16);
        using var batch = PackedBatch.Of([
            [5, 6, 7, 8],
            [9, 10],
        ]);
        using var targets = EncoderTargets.Ids([0, 1, -100, 2, -100, 1]);

        var (exact, close) = (wide.Forward(batch), narrow.Forward(batch));
        ((close - exact).norm() / exact.norm()).item<float>().ShouldBeLessThan(0.03f);
        var loss = wide.Loss(exact, batch, targets).item<float>();
        narrow.Loss(close, batch, targets).item<float>().ShouldBe(loss, 0.03f * loss);
        narrow.Logits(close, batch).dtype.ShouldBe(ScalarType.Float32);
    }

    [Fact]
    public void What_does_not_fit_the_head_is_an_input_error()
    {
        using var scope = NewDisposeScope();
        using var body = TinyEncoder.Create(TinyEncoder.Config());
        using var batch = PackedBatch.Of([
            [5, 6, 7],
        ]);
        Should.Throw<InputException>(() => body.Logits(body.Forward(batch), batch)).Message.ShouldContain("no head");
        using var classifier = TinyEncoder.Create(TinyEncoder.Config().WithHead(EncoderHead.Sequence, ["a", "b"]));
        Should
            .Throw<InputException>(() => classifier.Loss(classifier.Forward(batch), batch, EncoderTargets.Ids([0, 1, 0])))
            .Message.ShouldContain("targets are [3], but the head makes [1]");
        Should
            .Throw<InputException>(() => classifier.Loss(classifier.Forward(batch), batch, EncoderTargets.Ids([2])))
            .Message.ShouldContain("target 2 but the head ends at 1");
        Should
            .Throw<InputException>(() => body.Forward(batch, tensor(new long[] { 0, 0, 2 })))
            .Message.ShouldContain("from 0 to 2 for 3 tokens, but the model has 2");
        Should.Throw<InputException>(() => body.Forward(batch, tensor(new long[] { 0 }))).Message.ShouldContain("1 token types");
        using var far = PackedBatch.Of([new int[TinyEncoder.Context + 1]]);
        Should
            .Throw<InputException>(() => body.Forward(far))
            .Message.ShouldContain($"{TinyEncoder.Context + 1} tokens but the model has {TinyEncoder.Context} positions");
        Should.Throw<ArgumentOutOfRangeException>(() => PackedBatch.Of(Array.Empty<int[]>()));
        using var decoder = TinyModel.Create();
        decoder.Save(_folder["decoder"]);
        Should.Throw<InputException>(() => EncoderModel.Load(_folder["decoder"], TinyEncoder.Families)).Message.ShouldContain("no encoder");
        body.Save(_folder["encoder"]);
        Should
            .Throw<InputException>(() => LanguageModel.Load(_folder["encoder"], TinyEncoder.Families))
            .Message.ShouldContain("no decoder");
    }

    private static Tensor Rows(EncoderModel model, int[][] sequences)
    {
        using var batch = PackedBatch.Of(sequences);
        return model.Forward(batch);
    }

    private static double[] Each(Tensor x) => [.. x.data<float>().ToArray().Select(v => (double)v)];

    private static bool Near(Tensor a, Tensor b) => (a - b).abs().max().item<float>() < 1e-5f;
}
