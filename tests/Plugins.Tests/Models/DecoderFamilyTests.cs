using System.Text.Json;
using System.Text.Json.Nodes;
using Clt.Plugins.Models.Decoders;

namespace Plugins.Tests.Models;

/// <summary>
/// What the families read where a file says nothing, or nonsense. That they compute what transformers computes is proved on the goldens.
/// </summary>
public sealed class DecoderFamilyTests
{
    private static readonly IModelFamily[] Families =
    [
        new MistralFamily(),
        new CohereFamily(),
        new Cohere2Family(),
        new Qwen2Family(),
        new Qwen3Family(),
        new Gemma2Family(),
        new Gemma3Family(),
        new Olmo2Family(),
        new Gpt2Family(),
        new BloomFamily(),
        new XglmFamily(),
    ];

    [Fact]
    public void Names_and_architectures_are_unique()
    {
        Families.Select(f => f.Info.Name).ShouldBeUnique();
        Families.SelectMany(f => f.Info.Architectures).ShouldBeUnique();
        var home = typeof(MistralFamily);
        var here = home.Assembly.GetExportedTypes().Where(t => t.Namespace == home.Namespace);
        Families.Length.ShouldBe(here.Count(t => t.IsAssignableTo(typeof(IModelFamily))));
    }

    [Fact]
    public void An_empty_configuration_lists_every_missing_size_at_once()
    {
        foreach (var family in Families)
        {
            var fault = Should.Throw<InputException>(() => Read(family, []));
            fault.Problems.Count.ShouldBeGreaterThanOrEqualTo(4, family.Info.Name);
            fault.Problems.ShouldAllBe(p => p.Where.StartsWith("here"));
        }
    }

    [Fact]
    public void Unset_and_null_windows_of_Mistral_are_different()
    {
        Read(new MistralFamily(), Common()).Windows.ShouldBe([4096, 4096, 4096, 4096, 4096, 4096]);
        Read(new MistralFamily(), Common(("sliding_window", null))).Windows.ShouldBeEmpty();
        Read(new MistralFamily(), Common(("sliding_window", 7))).Window(5).ShouldBe(7);
    }

    [Fact]
    public void Windows_alternate_in_Gemma_2_and_leave_every_sixth_layer_free_in_Gemma_3()
    {
        Read(new Gemma2Family(), Common(("sliding_window", 9))).Windows.ShouldBe([9, null, 9, null, 9, null]);
        var gemma3 = Read(new Gemma3Family(), Common(("sliding_window", 9)));
        gemma3.Windows.ShouldBe([9, 9, 9, 9, 9, null]);
        gemma3.LayerRotary.Select(r => r!.Theta).ShouldBe([1e4, 1e4, 1e4, 1e4, 1e4, 1e6]);
    }

    [Fact]
    public void Layers_of_Cohere2_without_a_window_have_no_positions()
    {
        var config = Read(new Cohere2Family(), Common(("sliding_window", 3)));

        config.Windows.ShouldBe([3, 3, 3, null, 3, 3]);
        Enumerable.Range(0, 6).Select(i => config.RotaryOf(i) is null).ShouldBe([false, false, false, true, false, false]);
    }

    [Fact]
    public void Qwen_has_windows_only_where_they_are_switched_on()
    {
        Read(new Qwen2Family(), Common(("sliding_window", 5), ("max_window_layers", 4))).Windows.ShouldBeEmpty();
        Read(new Qwen2Family(), Common(("sliding_window", 5), ("max_window_layers", 4), ("use_sliding_window", true)))
            .Windows.ShouldBe([null, null, null, null, 5, 5]);
    }

    [Fact]
    public void Soft_caps_that_are_null_are_none()
    {
        Read(new Gemma2Family(), Common()).AttentionSoftCap.ShouldBe(50);
        Read(new Gemma2Family(), Common(("attn_logit_softcapping", null))).AttentionSoftCap.ShouldBe(0);
        Read(new Gemma2Family(), Common(("final_logit_softcapping", 12.5))).LogitSoftCap.ShouldBe(12.5);
    }

    [Theory]
    [InlineData("hidden_act", "\"mish\"", "mish")]
    [InlineData("layer_types", "[\"full_attention\"]", "1 entries for 6 layers")]
    [InlineData("layer_types", "[\"a\",\"a\",\"a\",\"a\",\"a\",\"linear_attention\"]", "linear_attention")]
    [InlineData("num_key_value_heads", "3", "cannot share 3")]
    [InlineData("sliding_window", "-1", "'sliding_window' is -1")]
    [InlineData("rope_parameters", "{\"rope_type\":\"yarn\",\"factor\":4}", "yarn")]
    public void What_is_not_supported_is_named(string field, string value, string named)
    {
        var fault = Should.Throw<InputException>(() => Read(new MistralFamily(), Common((field, JsonNode.Parse(value)))));
        fault.Message.ShouldContain(named);
    }

    [Fact]
    public void Variants_that_the_layers_lack_are_refused()
    {
        var gpt2 = new JsonObject
        {
            ["n_head"] = 2,
            ["n_embd"] = 8,
            ["n_layer"] = 1,
            ["vocab_size"] = 9,
        };
        Read(new Gpt2Family(), gpt2).IntermediateSize.ShouldBe(32);
        gpt2["add_cross_attention"] = true;
        Should.Throw<InputException>(() => Read(new Gpt2Family(), gpt2)).Message.ShouldContain("add_cross_attention");
        var bloom = new JsonObject
        {
            ["num_attention_heads"] = 2,
            ["n_embed"] = 8,
            ["num_hidden_layers"] = 1,
            ["vocab_size"] = 9,
        };
        Read(new BloomFamily(), bloom).HeadSize.ShouldBe(4);
        bloom["apply_residual_connection_post_layernorm"] = true;
        Should
            .Throw<InputException>(() => Read(new BloomFamily(), bloom))
            .Message.ShouldContain("apply_residual_connection_post_layernorm");
    }

    private static JsonObject Common(params ReadOnlySpan<(string Name, JsonNode? Value)> fields)
    {
        var json = new JsonObject
        {
            ["num_attention_heads"] = 4,
            ["num_key_value_heads"] = 2,
            ["hidden_size"] = 32,
            ["intermediate_size"] = 48,
            ["num_hidden_layers"] = 6,
            ["vocab_size"] = 99,
        };
        foreach (var (name, value) in fields)
            json[name] = value;
        return json;
    }

    private static DecoderConfig Read(IModelFamily family, JsonObject json)
    {
        using var document = JsonDocument.Parse(json.ToJsonString());
        return (DecoderConfig)family.Configure(document.RootElement, "here");
    }
}
