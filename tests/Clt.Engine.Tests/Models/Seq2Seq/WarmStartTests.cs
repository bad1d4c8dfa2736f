using System.Text.Json.Nodes;
using Clt.Engine.Data;
using Clt.Engine.Generation;
using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Models.Seq2Seq;
using Clt.Engine.Parameters;
using Clt.Engine.Tests.Devices;
using Clt.Formats.Tokenization;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Models.Seq2Seq;

/// <summary>Encoder-decoders that begin with the weights of an encoder, of every shape of encoders that there is.</summary>
public sealed class WarmStartTests : IDisposable
{
    private const string Rotary = """
        {"architectures": ["EsmForMaskedLM"], "vocab_size": 300, "hidden_size": 32, "num_hidden_layers": 3, "num_attention_heads": 4,
         "intermediate_size": 48, "max_position_embeddings": 24, "initializer_range": 0.2, "position_embedding_type": "rotary",
         "emb_layer_norm_before": false, "token_dropout": false, "pad_token_id": 1, "tie_word_embeddings": true}
        """;

    private const string Bert = """
        {"architectures": ["BertForMaskedLM"], "vocab_size": 300, "hidden_size": 32, "num_hidden_layers": 3, "num_attention_heads": 4,
         "intermediate_size": 48, "max_position_embeddings": 24, "type_vocab_size": 2, "initializer_range": 0.2}
        """;

    private static readonly HubTokenizer Tokenizer = BpeTrainer.Train(
        ["red cat", "blue dog"],
        262,
        ["<s>", "</s>"],
        new BpeTrainerSettings { Roles = new SpecialRoles("<s>", "</s>") }
    );

    private static readonly int[][] Texts =
    [
        [0, 10, 11, 12, 1],
        [0, 20, 21, 1],
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, bool> Shapes() =>
        new()
        {
            { Rotary, false },
            { Rotary, true },
            { Bert, false },
            { Bert, true },
        };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Its_encoder_computes_what_the_encoder_did_and_its_decoder_has_the_weights_of_the_last_layers(string json, bool pluggedIn)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var encoder = Made(json, cross: true);
        using var pair = Begun(new WarmStart { Layers = 2, PluggedIn = pluggedIn });

        using var batch = PackedBatch.Of(Texts);
        pair.Encode(batch).equal(encoder.Forward(batch)).all().item<bool>().ShouldBeTrue();
        (pair.Config.Encoder.Layers, pair.Config.Decoder.Layers).ShouldBe((3, 2));
        var decoder = pair.Parameters.Specs.Select(s => s.Name).Where(n => n.StartsWith("decoder.", StringComparison.Ordinal)).ToList();
        decoder.Count(n => n.Contains(".cross_", StringComparison.Ordinal)).ShouldBeGreaterThan(6);
        foreach (var name in decoder)
        {
            var own = name["decoder.".Length..].Replace("layers.1.", "layers.2.").Replace("layers.0.", "layers.1.");
            var isFresh = name.Contains(".cross_", StringComparison.Ordinal) && !pluggedIn;
            if (
                name.Contains("final_norm", StringComparison.Ordinal)
                || name.Contains("layers.1.feed_forward_post", StringComparison.Ordinal)
            )
            {
                (pair.Parameters[name].norm() / encoder.Parameters[own].norm()).item<float>().ShouldBeLessThan(0.95f, name);
                continue;
            }

            // Norms and biases of a fresh module are those of any fresh model, so matrices tell.
            if (pair.Parameters[name].dim() == 2 || !isFresh)
                pair.Parameters[name].equal(encoder.Parameters[own]).all().item<bool>().ShouldBe(!isFresh, name);
        }
    }

    [Fact]
    public void Plugged_in_the_decoder_attends_to_a_text_as_the_encoder_s_module_does()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var encoder = Made(Rotary, cross: true);
        using var pair = Begun(new WarmStart { PluggedIn = true });

        // A first token sees itself alone, whichever way a stack looks.
        int[][] first =
        [
            [0],
            [5],
        ];
        using var sources = PackedBatch.Of(Texts);
        using var targets = PackedBatch.Of(first);
        using var pairs = SequenceToSequenceBatch.Of(pair.Config, [new(Texts[0], [7]), new(Texts[1], [7])]);
        var across = encoder.Across(targets, encoder.Forward(sources), sources);
        var ratio = pair.Forward(pairs)[0] / across[0];
        allclose(ratio, ratio.mean(), rtol: 1e-3, atol: 1e-4).ShouldBeTrue("but for the size of logits");
        var logits = pair.Logits(pair.Forward(pairs));
        logits.std().item<float>().ShouldBeInRange(0.5f, 1.5f);
    }

    [Fact]
    public void A_fresh_cross_attention_is_the_seed_s_and_all_is_read_again_as_it_was_saved()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var encoder = Made(Rotary, cross: false);
        using var one = Begun(new WarmStart());
        using var same = Begun(new WarmStart());
        using var other = Begun(new WarmStart(), seed: 2);
        one.Parameters.Values.equal(same.Parameters.Values).all().item<bool>().ShouldBeTrue();
        one.Parameters.Values.equal(other.Parameters.Values).all().item<bool>().ShouldBeFalse();

        one.Save(_folder["pair"]);
        using var loaded = SequenceToSequenceModel.Load(_folder["pair"], SmallConfigs.Families);
        loaded.Parameters.Values.equal(one.Parameters.Values).all().item<bool>().ShouldBeTrue();
        loaded.Config.Family.ShouldBe("encoder-decoder");
        File.ReadAllText(Path.Combine(_folder["pair"], "config.json")).ShouldNotContain("cross_attention");
    }

    [Fact]
    public void Sources_are_framed_as_the_encoder_s_texts_and_answers_begin_behind_the_same_token()
    {
        Made(Rotary, cross: false).Dispose();
        using var pair = Begun(new WarmStart());
        var reader = new PairTokenizer(Tokenizer, pair.Config);
        var example = Example.PromptCompletion("1", Language.Parse("en"), "t", "red cat", "blue dog");
        var read = reader.Pair(example).Pair;

        read.Source.ShouldBe([0, .. Tokenizer.EncodeIds("red cat"), 1]);
        read.Labels.ShouldBe([.. Tokenizer.EncodeIds("blue dog"), 1]);
        pair.Config.DecoderInput(read.Labels)[0].ShouldBe(0);
        var settings = new GenerationSettings { MaxNewTokens = 4 };
        var written = SequenceToSequenceGenerator.Generate(pair, Tokenizer, [read.Source], settings, 1);
        written.ShouldHaveSingleItem().Ids.Count.ShouldBeInRange(1, 4);
    }

    [Fact]
    public void What_cannot_be_begun_from_is_refused_with_all_that_is_wrong()
    {
        Made(Rotary, cross: false).Dispose();
        var wrong = Should.Throw<InputException>(() => Begun(new WarmStart { Layers = 4, PluggedIn = true })).Problems;
        wrong
            .Select(p => p.What)
            .ShouldBe([
                "the decoder is to have 4 layers, and the encoder has 3 to begin from",
                "the encoder has no cross-attention between texts that could be plugged in",
            ]);
        using (var pair = Begun(new WarmStart()))
            pair.Save(_folder["pair"]);
        new WarmStart()
            .Problems(SmallConfigs.Families.ReadFolder(_folder["pair"]))
            .ShouldHaveSingleItem()
            .What.ShouldContain("is no encoder");

        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder["pair"], "config.json")))!.AsObject();
        Refused(json, j => j["decoder_layers"] = 9).ShouldContain("'decoder_layers' is 9, and the encoder has 3");
        Refused(json, j => j.Remove("encoder")).ShouldContain("there is no object 'encoder'");
        Refused(json, j => j["encoder"] = JsonNode.Parse(TinyPairs.T5)).ShouldContain("is no encoder");
        Refused(json, j => j.Remove("decoder_start_token_id")).ShouldContain("'decoder_start_token_id' is missing");
        Refused(json, j => j["beauty"] = 3).ShouldContain("'beauty'");
    }

    private static string Refused(JsonObject json, Action<JsonObject> change)
    {
        var changed = json.DeepClone().AsObject();
        change(changed);
        return Should.Throw<InputException>(() => SmallConfigs.Families.Read(changed.ToJsonString(), "test")).Message;
    }

    /// <summary>An encoder that lies in the folder, with the head that it was trained with.</summary>
    private EncoderModel Made(string json, bool cross)
    {
        var config = (EncoderConfig)SmallConfigs.Families.Read(json, "test");
        var model = EncoderModel.Create(cross ? config.WithCrossAttention() : config, 7);
        model.Save(_folder["encoder"]);
        return model;
    }

    private SequenceToSequenceModel Begun(WarmStart start, long seed = 1) =>
        start.Load(_folder["encoder"], SmallConfigs.Families, Tokenizer, seed, Dtype.Float32);
}
