using System.Text.Json;
using System.Text.Json.Nodes;
using Clt.Plugins.Models.Seq2Seq;

namespace Plugins.Tests.Models;

/// <summary>
/// What the encoder-decoder families read where a file says nothing, or nonsense. What they compute is proved on the goldens.
/// </summary>
public sealed class PairFamilyTests
{
    private static readonly IModelFamily[] Families = [new T5Family(), new MT5Family(), new MBartFamily()];

    [Fact]
    public void Names_and_architectures_are_unique_and_none_is_forgotten()
    {
        Families.Select(f => f.Info.Name).ShouldBeUnique();
        Families.SelectMany(f => f.Info.Architectures).ShouldBeUnique();
        var home = typeof(T5Family);
        var here = home.Assembly.GetExportedTypes().Where(t => t.Namespace == home.Namespace);
        Families.Length.ShouldBe(here.Count(t => t.IsAssignableTo(typeof(IModelFamily))));
    }

    [Fact]
    public void An_empty_configuration_lists_every_missing_size_at_once()
    {
        foreach (var family in Families)
        {
            var fault = Should.Throw<InputException>(() => Read(family, []));
            fault.Problems.Count.ShouldBeGreaterThanOrEqualTo(5, family.Info.Name);
            fault.Message.ShouldContain("decoder_start_token_id");
        }
    }

    [Fact]
    public void The_heads_of_T5_are_tied_and_scaled_together()
    {
        Tied(new T5Family(), T5()).ShouldBe((true, 0.25));
        Tied(new T5Family(), T5(("tie_word_embeddings", false))).ShouldBe((false, 1));
        // Newer files say that the head is tied, whether it is or not.
        Tied(new T5Family(), T5(("tie_word_embeddings", true), ("scale_decoder_outputs", false))).ShouldBe((false, 1));
        Tied(new MT5Family(), T5(("tie_word_embeddings", true))).ShouldBe((false, 1));

        static (bool, double) Tied(IModelFamily family, JsonObject json) =>
            Read(family, json) is var c ? (c.TiedHead, c.LogitScale) : default;
    }

    [Theory]
    [InlineData("relu", ActivationFunction.Relu, false)]
    [InlineData("gelu", ActivationFunction.Gelu, false)]
    [InlineData("gated-gelu", ActivationFunction.GeluTanh, true)]
    [InlineData("gated-silu", ActivationFunction.Silu, true)]
    public void The_feed_forward_layer_of_T5_has_names(string name, ActivationFunction activation, bool gated)
    {
        var stack = Read(new T5Family(), T5(("feed_forward_proj", name))).Encoder;
        (stack.Activation, stack.Gated).ShouldBe((activation, gated));
        stack.WeightNames[TensorNames.Up].ShouldEndWith(gated ? "wi_1.weight" : "wi.weight");
    }

    [Fact]
    public void Half_of_T5s_stacks_can_have_other_layers()
    {
        Read(new T5Family(), T5()).Decoder.Layers.ShouldBe(2);
        Read(new T5Family(), T5(("num_decoder_layers", 5))).Decoder.Layers.ShouldBe(5);
    }

    [Theory]
    [InlineData("feed_forward_proj", "\"gated-mish\"", "mish")]
    [InlineData("relative_attention_num_buckets", "3", "is 3")]
    [InlineData("relative_attention_max_distance", "4", "is 4 for 32 buckets")]
    [InlineData("d_kv", "0", "'d_kv' is 0")]
    public void What_is_not_supported_in_T5_is_named(string field, string value, string named) =>
        Should.Throw<InputException>(() => Read(new T5Family(), T5((field, JsonNode.Parse(value))))).Message.ShouldContain(named);

    [Theory]
    [InlineData("encoder_attention_heads", "3", "not a multiple of 3 encoder_attention_heads")]
    [InlineData("decoder_attention_heads", "5", "not a multiple of 5 decoder_attention_heads")]
    [InlineData("activation_function", "\"mish\"", "mish")]
    [InlineData("tie_word_embeddings", "false", "tie_word_embeddings")]
    public void What_is_not_supported_in_mBART_is_named(string field, string value, string named) =>
        Should.Throw<InputException>(() => Read(new MBartFamily(), MBart((field, JsonNode.Parse(value))))).Message.ShouldContain(named);

    [Fact]
    public void Embeddings_of_mBART_are_scaled_where_the_file_says_so()
    {
        Read(new MBartFamily(), MBart()).Encoder.EmbeddingScale.ShouldBe(1);
        Read(new MBartFamily(), MBart(("scale_embedding", true))).Decoder.EmbeddingScale.ShouldBe(4);
    }

    [Fact]
    public void The_decoder_of_mBART_begins_with_the_last_label_and_that_of_T5_with_the_start()
    {
        Read(new MBartFamily(), MBart()).DecoderInput([7, 8, 2, 99]).ShouldBe([99, 7, 8, 2]);
        Read(new T5Family(), T5()).DecoderInput([7, 8, 1]).ShouldBe([3, 7, 8]);
    }

    private static JsonObject T5(params ReadOnlySpan<(string Name, JsonNode? Value)> fields) =>
        With(
            fields,
            new JsonObject
            {
                ["d_model"] = 16,
                ["d_kv"] = 8,
                ["d_ff"] = 24,
                ["num_layers"] = 2,
                ["num_heads"] = 2,
                ["vocab_size"] = 99,
                ["decoder_start_token_id"] = 3,
            }
        );

    private static JsonObject MBart(params ReadOnlySpan<(string Name, JsonNode? Value)> fields) =>
        With(
            fields,
            new JsonObject
            {
                ["d_model"] = 16,
                ["vocab_size"] = 99,
                ["eos_token_id"] = 2,
                ["encoder_layers"] = 1,
                ["encoder_attention_heads"] = 2,
                ["encoder_ffn_dim"] = 24,
                ["decoder_layers"] = 2,
                ["decoder_attention_heads"] = 4,
                ["decoder_ffn_dim"] = 32,
            }
        );

    private static JsonObject With(ReadOnlySpan<(string Name, JsonNode? Value)> fields, JsonObject json)
    {
        foreach (var (name, value) in fields)
            json[name] = value;
        return json;
    }

    private static SequenceToSequenceConfig Read(IModelFamily family, JsonObject json)
    {
        using var document = JsonDocument.Parse(json.ToJsonString());
        return (SequenceToSequenceConfig)family.Configure(document.RootElement, "here");
    }
}
