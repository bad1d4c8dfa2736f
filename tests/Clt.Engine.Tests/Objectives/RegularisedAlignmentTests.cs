using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Kernels.Libtorch;
using Clt.Plugins.Models.Recurrent;
using Clt.Plugins.Training.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Objectives;

/// <summary>Regularised alignment of a small recurrent encoder: its pairs, its two fitted parts, its latent variables.</summary>
public sealed class RegularisedAlignmentTests
{
    private static readonly LabelSequenceSettings Small = new(Embedding: 6, Width: 8, Epochs: 40, Rate: 0.02, Batch: 16);

    [Fact]
    public void Pairs_are_of_two_languages_where_there_are_several_and_their_distance_is_worked_out_by_hand()
    {
        using var scope = NewDisposeScope();
        EncoderExample[] mixed = [Example("en", 1), Example("es", 1), Example("en", 2)];

        var pairs = SequencePairs.Of(mixed);

        pairs.data<float>().ToArray().ShouldBe([0, 1, 0, 0, 0, 1, 0, 0, 0]);
        SequencePairs.Of(mixed[..1]).sum().item<float>().ShouldBe(0);
        SequencePairs.Of([mixed[0], mixed[2]]).sum().item<float>().ShouldBe(1, "of one language all are pairs");
        // Cosines 0 and 1/√2 against 1 and 1.
        var (vectors, others) = (
            tensor(
                new float[,]
                {
                    { 1, 0 },
                    { 0, 2 },
                    { 3, 3 },
                }
            ),
            ones(3, 1)
        );
        SequencePairs
            .Distance(vectors, others, pairs)
            .item<float>()
            .ShouldBe((float)((1 + Math.Pow(1 - (1 / Math.Sqrt(2)), 2)) / 2), 1e-5f);
    }

    [Fact]
    public void Labels_come_as_near_each_other_as_the_model_finds_their_texts()
    {
        using var model = Model(latents: 0);
        var examples = Examples();
        double Distance(int epochs)
        {
            using var labels = LabelSequenceEncoder.Fit(model, examples, Small with { Epochs = epochs }, 1, default);
            using var scope = NewDisposeScope();
            using var noGrad = no_grad();
            using var batch = new EncoderBatch(examples);
            var utterances = model.Pooled(model.Forward(batch.Packed), batch.Packed);
            return SequencePairs.Distance(labels.Of(examples), utterances, ones(examples.Length, examples.Length).triu(1)).item<float>();
        }

        var (before, after) = (Distance(0), Distance(40));

        after.ShouldBeLessThan(before / 2);
        Distance(40).ShouldBe(after, "the seed decides");
    }

    [Fact]
    public void An_adversary_finds_all_labels_nearly_alike_and_its_loss_is_a_mean_over_words()
    {
        using var model = Model(latents: 5);
        var examples = Examples();
        using var scope = NewDisposeScope();
        using var adversary = LatentAdversary.Fit(model, [.. Enumerable.Repeat(examples, 30).SelectMany(e => e)], 0.02, 8, 1, default);
        using var batch = new EncoderBatch(examples);
        var latents = model.TagLatents(model.Forward(batch.Packed));

        var loss = adversary.Loss(latents, batch);

        // Of each text the mean over its words is then about the logarithm of how many labels there are.
        (loss.item<float>() / examples.Length).ShouldBe((float)Math.Log(3), 0.1f);
        Autograd.Backward(loss);
        model.Parameters.Specs.ShouldContain(s => s.Name == TensorNames.TokenMean);
    }

    [Fact]
    public void Latent_variables_are_means_unless_states_drop_out_and_files_keep_them()
    {
        using var model = Model(latents: 5);
        using var folder = new TemporaryFolder();
        model.Save(folder.Path);
        using var again = EncoderModel.Load(folder.Path, Families);
        again.Config.LatentSize.ShouldBe(5);
        again.Config.LatentTagNoise.ShouldBe(0.1);
        using var scope = NewDisposeScope();
        using var batch = new EncoderBatch(Examples());
        var hidden = model.Forward(batch.Packed);

        model.TagLatents(hidden).data<float>().ToArray().ShouldBe(model.TagLatents(hidden).data<float>().ToArray());
        again
            .Logits(again.Forward(batch.Packed), batch.Packed)
            .data<float>()
            .ToArray()
            .ShouldBe(model.Logits(hidden, batch.Packed).data<float>().ToArray());
        model.DropsOut = true;
        model.TagLatents(hidden).data<float>().ToArray().ShouldNotBe(model.TagLatents(hidden).data<float>().ToArray());
        using var plain = Model(latents: 0);
        Should.Throw<InputException>(() => plain.TagLatents(hidden)).Message.ShouldContain("no latent variables");
    }

    [Fact]
    public void Both_parts_are_a_part_of_the_loss_in_training_alone()
    {
        using var model = Model(latents: 5);
        var examples = Examples();
        var labels = LabelSequenceEncoder.Fit(model, examples, Small with { Epochs = 1 }, 1, default);
        var adversary = LatentAdversary.Fit(model, examples, 0.01, 8, 1, default);
        using var objective = new RegularisedAlignment(Model(latents: 5), labels, adversary);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();

        var (held, trained) = (
            objective.Loss(examples, training: false).item<float>(),
            objective.Loss(examples, training: true).item<float>()
        );

        trained.ShouldBeGreaterThan(held);
    }

    private static ModelFamilies Families { get; } = new([new BiLstmFamily()]);

    private static EncoderModel Model(int latents)
    {
        const string Json = """
            {"architectures": ["BiLstmModel"], "vocab_size": 9, "embedding_size": 5, "hidden_size": 4, "hidden_dropout_prob": 0.1}
            """;
        var config = ((EncoderConfig)Families.Read(Json, "test")).WithJointHead(["a", "b"], ["O", "B-x", "I-x"], crf: true);
        return EncoderModel.Create(latents > 0 ? config.WithLatents(latents, 0.5, 0.1) : config, 3);
    }

    private static EncoderExample[] Examples() => [.. Enumerable.Range(0, 12).Select(i => Example(i % 2 == 0 ? "en" : "es", i))];

    /// <summary>Words decide their tags.</summary>
    private static EncoderExample Example(string language, int i)
    {
        int[] ids = [.. Enumerable.Range(0, 2 + (i % 4)).Select(t => 1 + ((i + (t * t)) % 8))];
        return new EncoderExample($"{i}", Language.Parse(language), "t", ids, [.. ids.Select(id => (long)(id % 3))]) { Label = i % 2 };
    }
}
