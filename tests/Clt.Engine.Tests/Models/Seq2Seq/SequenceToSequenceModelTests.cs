using Clt.Engine.Data;
using Clt.Engine.Generation;
using Clt.Engine.Models;
using Clt.Engine.Models.Seq2Seq;
using Clt.Engine.Parameters;
using Clt.Formats.Safetensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Models.Seq2Seq;

/// <summary>What holds for every encoder-decoder model, and what wrong input is told.</summary>
public sealed class SequenceToSequenceModelTests
{
    [Theory]
    [InlineData(TinyPairs.T5)]
    [InlineData(TinyPairs.MBart)]
    public void Packing_changes_no_pairs_states(string json)
    {
        using var model = TinyPairs.Create(json);

        var together = TinyPairs.States(model, TinyPairs.Pairs);

        for (var i = 0; i < together.Length; i++)
        {
            var alone = TinyPairs.States(model, TinyPairs.Pairs[i])[0];
            together[i].Zip(alone, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(1e-5f);
        }
    }

    [Theory]
    [InlineData(TinyPairs.T5)]
    [InlineData(TinyPairs.MBart)]
    public void A_state_depends_on_all_of_its_source_and_on_earlier_labels_only(string json)
    {
        using var model = TinyPairs.Create(json);
        var before = TinyPairs.States(model, TinyPairs.Pairs);
        var width = model.Config.HiddenSize;

        var (first, second) = (TinyPairs.Pairs[0], TinyPairs.Pairs[1]);
        var source = TinyPairs.States(model, first with { Source = [5, 9, 11, 3] }, second, TinyPairs.Pairs[2]);
        // The middle label: it moves no state before the one that reads it. Start and last label stay.
        var label = TinyPairs.States(model, first, second with { Labels = [30, 31, 17, 33, 1] }, TinyPairs.Pairs[2]);

        source[0][..width].ShouldNotBe(before[0][..width]);
        source[1].ShouldBe(before[1]);
        label[1][..(3 * width)].ShouldBe(before[1][..(3 * width)]);
        label[1][(3 * width)..(4 * width)].ShouldNotBe(before[1][(3 * width)..(4 * width)]);
        label[2].ShouldBe(before[2]);
    }

    [Theory]
    [InlineData(TinyPairs.T5)]
    [InlineData(TinyPairs.MBart)]
    public void Fresh_weights_depend_on_the_seed_and_survive_saving(string json)
    {
        using var temporary = new TemporaryFolder();
        using var model = TinyPairs.Create(json);
        using var same = TinyPairs.Create(json);
        using var other = TinyPairs.Create(json, seed: 2);
        model.Save(temporary.Path);
        using var loaded = SequenceToSequenceModel.Load(temporary.Path, GoldenFolders.Families);

        Values(same).ShouldBe(Values(model));
        Values(loaded).ShouldBe(Values(model));
        Values(other).ShouldNotBe(Values(model));

        static float[] Values(SequenceToSequenceModel model) => model.Parameters.Values.data<float>().ToArray();
    }

    [Theory]
    [InlineData(TinyPairs.T5)]
    [InlineData(TinyPairs.MBart)]
    public void Weights_in_bf16_give_nearly_the_same_and_train(string json)
    {
        using var scope = NewDisposeScope();
        using var temporary = new TemporaryFolder();
        using var model = TinyPairs.Create(json);
        model.Save(temporary.Path);
        using var half = SequenceToSequenceModel.Load(temporary.Path, GoldenFolders.Families, Dtype.BFloat16);
        using var batch = SequenceToSequenceBatch.Of(model.Config, TinyPairs.Pairs);
        half.Parameters.UseGradients();

        var (full, rounded) = (model.Logits(model.Forward(batch)), half.Logits(half.Forward(batch)));
        half.Loss(half.Forward(batch), batch.Target.Targets!).backward();

        (rounded - full).abs().max().item<float>().ShouldBeInRange(1e-6f, 0.05f * full.abs().max().item<float>());
        half.Parameters.Gradients!.to_type(ScalarType.Float32).norm().item<float>().ShouldBeGreaterThan(0);
        var written = SequenceToSequenceGenerator.Generate(
            half,
            null,
            [
                [5, 9, 1],
            ],
            new GenerationSettings { MaxNewTokens = 4, StopAtEos = false },
            1
        );
        written[0].Ids.Count.ShouldBe(4);
    }

    [Fact]
    public void The_bias_of_the_logits_shifts_them_and_is_not_trained()
    {
        using var scope = NewDisposeScope();
        using var model = TinyPairs.Create(TinyPairs.MBart);
        var hidden = randn(3, model.Config.HiddenSize);
        var targets = tensor([1L, 2L, PackedBatch.Ignored]);
        var (before, loss) = (model.Logits(hidden).detach().clone(), model.Loss(hidden, targets).item<float>());

        using (no_grad())
            model.Parameters[TensorNames.LogitBias].fill_(0.5).narrow(1, 2, 1).fill_(3);

        (model.Logits(hidden) - before).narrow(1, 0, 2).data<float>().ToArray().ShouldAllBe(d => Math.Abs(d - 0.5f) < 1e-5);
        model.Loss(hidden, targets).item<float>().ShouldNotBe(loss);
        model.TokenLosses(hidden, targets).data<float>().ToArray().Sum().ShouldBe(model.Loss(hidden, targets).item<float>(), 1e-5f);
        model.Parameters.Specs.ShouldNotContain(s => s.Name == TensorNames.LogitBias);
        model.Parameters[TensorNames.LogitBias].requires_grad.ShouldBeFalse();
    }

    [Fact]
    public void Empty_sources_and_labels_are_listed_at_once()
    {
        using var model = TinyPairs.Create(TinyPairs.T5);

        var fault = Should.Throw<InputException>(() =>
            SequenceToSequenceBatch.Of(model.Config, [new([], [1]), TinyPairs.Pairs[0], new([1], [])])
        );

        fault.Problems.Select(p => p.Where).ShouldBe(["pair 0", "pair 2"]);
    }

    [Fact]
    public void What_is_longer_than_the_positions_of_mBART_is_refused_and_T5_takes_any_length()
    {
        int[] longer = [.. Enumerable.Repeat(5, TinyPairs.MBartPositions + 1)];
        using var mbart = TinyPairs.Create(TinyPairs.MBart);
        using var t5 = TinyPairs.Create(TinyPairs.T5);

        Should
            .Throw<InputException>(() => TinyPairs.States(mbart, new SequencePair(longer, [1])))
            .Message.ShouldContain("a source has 13 tokens");
        Should
            .Throw<InputException>(() => TinyPairs.States(mbart, new SequencePair([1], longer)))
            .Message.ShouldContain("a target has 13 tokens");
        TinyPairs.States(mbart, new SequencePair(longer[1..], longer[1..]))[0].ShouldAllBe(v => float.IsFinite(v));
        TinyPairs.States(t5, new SequencePair(longer, longer))[0].ShouldAllBe(v => float.IsFinite(v));
    }

    [Fact]
    public void Tensors_that_are_missing_too_many_or_of_another_shape_are_listed_at_once()
    {
        using var temporary = new TemporaryFolder();
        using (var model = TinyPairs.Create(TinyPairs.MBart))
            model.Save(temporary.Path);
        List<TensorToWrite> tensors;
        using (var file = SafetensorsFile.Open(temporary["model.safetensors"]))
        {
            tensors =
            [
                .. file
                    .Entries.Where(e => e.Name != "model.encoder.layer_norm.bias")
                    .Select(e =>
                        TensorToWrite.Of(
                            e.Name == "final_logits_bias" ? "model.stray" : e.Name,
                            TensorType.F32,
                            e.Name.EndsWith("fc1.bias") ? [e.Shape[0] + 1] : e.Shape,
                            e.Name.EndsWith("fc1.bias") ? new float[e.Shape[0] + 1] : file.Floats(e.Name)
                        )
                    ),
            ];
        }

        SafetensorsWriter.Write(temporary["model.safetensors"], tensors, new Dictionary<string, string>());

        var fault = Should.Throw<InputException>(() => SequenceToSequenceModel.Load(temporary.Path, GoldenFolders.Families));

        fault.Message.ShouldContain("'model.encoder.layer_norm.bias' [16] is missing");
        fault.Message.ShouldContain("'final_logits_bias' [1, 40] is missing");
        fault.Message.ShouldContain("'model.stray'");
        fault.Problems.Count(p => p.What.Contains("fc1.bias")).ShouldBe(3);
    }

    [Fact]
    public void A_decoder_is_no_model_with_an_encoder_and_the_other_way_round()
    {
        Should
            .Throw<InputException>(() => SequenceToSequenceModel.Create(TinyModel.Config, 1))
            .Message.ShouldContain("no encoder and decoder");
        Should
            .Throw<InputException>(() => LanguageModel.Create(GoldenFolders.Families.Read(TinyPairs.T5, "a test"), 1))
            .Message.ShouldContain("is no decoder");
    }

    [Fact]
    public void Positions_may_begin_as_sinusoids_so_that_distance_alone_relates_them()
    {
        using var model = TinyPairs.Create(TinyPairs.MBart);
        new SequenceToSequenceStart().Apply(model);
        foreach (var stack in new[] { "encoder", "decoder" })
        {
            var places = model.Parameters.Find($"{stack}.{TensorNames.Positions}")!.narrow(0, 2, TinyPairs.MBartPositions);
            var near = Enumerable.Range(0, 11).Select(p => places[p].dot(places[p + 1]).item<float>()).ToList();
            near.ShouldAllBe(n => Math.Abs(n - near[0]) < 1e-4);
            places[0].dot(places[5]).item<float>().ShouldBeLessThan(near[0]);
            places.square().mean().item<float>().ShouldBe(0.2f * 0.2f, 1e-3, "as large as other embeddings");
        }

        using var t5 = TinyPairs.Create(TinyPairs.T5);
        Should.NotThrow(() => new SequenceToSequenceStart().Apply(t5));
    }
}
