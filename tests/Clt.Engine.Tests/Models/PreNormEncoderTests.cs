using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Plugins.Models.Encoders;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Models;

/// <summary>Encoders of ESM's shape, and the weights that they begin with.</summary>
public sealed class PreNormEncoderTests
{
    private static readonly ModelFamilies Families = new([new EsmFamily()]);

    private static readonly int[][] Texts =
    [
        [1, 10, 11, 12, 13, 2],
        [1, 20, 21, 2],
    ];

    [Theory]
    [InlineData("rotary")]
    [InlineData("absolute")]
    public void It_is_saved_and_loaded_and_texts_do_not_see_each_other(string positions)
    {
        using var folder = new TemporaryFolder();
        using var model = EncoderModel.Create(Config(positions), 1);
        model.Save(folder.Path);
        using var loaded = EncoderModel.Load(folder.Path, Families);

        loaded.Config.Head.ShouldBe(EncoderHead.MaskedLanguageModel);
        Same(Logits(loaded, Texts), Logits(model, Texts));
        Same(Logits(model, [Texts[0]]), Logits(model, Texts)[..6]);
    }

    [Theory]
    [InlineData("rotary")]
    [InlineData("absolute")]
    public void Positions_tell_the_order(string positions)
    {
        using var model = EncoderModel.Create(Config(positions), 1);
        // Without positions a token would see the same set of others.
        var (one, other) = (
            Logits(
                model,
                [
                    [10, 11, 12],
                ]
            ),
            Logits(
                model,
                [
                    [12, 11, 10],
                ]
            )
        );
        allclose(one[1], other[1], rtol: 1e-4, atol: 1e-5).ShouldBeFalse();
    }

    [Fact]
    public void The_stream_begins_as_the_embedding_itself()
    {
        using var model = EncoderModel.Create(Config("rotary"), 1);
        var states = new List<Tensor>();
        using var batch = PackedBatch.Of(Texts);
        model.Forward(batch, null, states.Add);
        Same(states[0], model.Parameters["embedding.weight"].index_select(0, batch.Ids));
    }

    [Fact]
    public void Scaled_embeddings_compute_what_a_multiplied_embedding_does()
    {
        var config = Config("rotary");
        using var plain = EncoderModel.Create(config with { EmbeddingScale = 4 }, 1);
        using var scaled = EncoderModel.Create(config, 1);
        new EncoderStart { ScaledResiduals = false, EmbeddingScale = 4 }.Apply(scaled);

        Same(Logits(scaled, Texts), Logits(plain, Texts));
        var rates = scaled.Parameters.Ranges(0).Select(r => r.RateScale).Distinct().Order().ToArray();
        rates.ShouldBe([0.25, 1, 4]);
    }

    [Fact]
    public void What_layers_add_begins_smaller_by_the_number_of_layers()
    {
        using var plain = EncoderModel.Create(Config("rotary"), 1);
        using var scaled = EncoderModel.Create(Config("rotary"), 1);
        new EncoderStart { EmbeddingScale = 1 }.Apply(scaled);

        foreach (var spec in plain.Parameters.Specs)
        {
            var branch =
                spec.Name.EndsWith("output.weight", StringComparison.Ordinal)
                || spec.Name.EndsWith("down.weight", StringComparison.Ordinal);
            Same(scaled.Parameters[spec.Name], plain.Parameters[spec.Name] * (branch ? 0.5 : 1));
        }
    }

    [Fact]
    public void What_is_not_computed_here_is_refused_by_name()
    {
        var problems = Should
            .Throw<InputException>(() => Read("rotary", "\"token_dropout\": true, \"is_folding_model\": true, \"hidden_act\": \"relu\","))
            .Problems.Select(p => p.What)
            .ToList();
        problems.ShouldContain("'token_dropout' is true");
        problems.ShouldContain("'is_folding_model' is true");
        problems.ShouldContain(p => p.Contains("hidden_act", StringComparison.Ordinal));
        Should.Throw<InputException>(() => Read("relative_key", "")).Message.ShouldContain("position_embedding_type");
    }

    private static EncoderConfig Config(string positions) => Read(positions, "\"token_dropout\": false,");

    private static EncoderConfig Read(string positions, string further) =>
        (EncoderConfig)
            Families.Read(
                $$"""
                {"architectures": ["EsmForMaskedLM"], "model_type": "esm", "vocab_size": 64, "hidden_size": 32, "num_hidden_layers": 2,
                "num_attention_heads": 4,
                 {{further}} "intermediate_size": 48, "max_position_embeddings": 24, "pad_token_id": 2,
                 "position_embedding_type": "{{positions}}",
                 "layer_norm_eps": 1e-5, "initializer_range": 0.2}
                """,
                "tiny pre-norm encoder"
            );

    private static Tensor Logits(EncoderModel model, int[][] texts)
    {
        using var noGrad = no_grad();
        using var batch = PackedBatch.Of(texts);
        return model.Logits(model.Forward(batch), batch);
    }

    private static void Same(Tensor a, Tensor b) => allclose(a, b, rtol: 1e-4, atol: 1e-5).ShouldBeTrue();
}
