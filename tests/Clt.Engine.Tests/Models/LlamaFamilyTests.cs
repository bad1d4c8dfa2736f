using Clt.Engine.Models;

namespace Clt.Engine.Tests.Models;

public sealed class LlamaFamilyTests
{
    private const string Sizes = """
        "architectures": ["LlamaForCausalLM"], "vocab_size": 96, "hidden_size": 32, "num_hidden_layers": 2,
        "num_attention_heads": 4, "num_key_value_heads": 2, "intermediate_size": 48, "max_position_embeddings": 64
        """;

    [Fact]
    public void Sizes_and_defaults_are_read()
    {
        var config = Read("{" + Sizes + ", \"bos_token_id\": 1, \"eos_token_id\": [2, 3]}");
        (config.HiddenSize, config.Layers, config.Heads, config.KeyValueHeads, config.HeadSize).ShouldBe((32, 2, 4, 2, 8));
        (config.TiedHead, config.Rotary!.Theta, config.Bos).ShouldBe((false, 10_000, 1));
        config.Eos.ShouldBe([2, 3]);
    }

    [Theory]
    [InlineData("\"rope_theta\": 5e5")]
    [InlineData("\"rope_parameters\": {\"rope_type\": \"default\", \"rope_theta\": 5e5}")]
    public void Both_forms_of_the_rotary_base_are_read(string field) =>
        Read("{" + Sizes + "," + field + "}").Rotary.ShouldBe(new RotaryConfig(5e5));

    [Theory]
    [InlineData("\"rope_theta\": 5e5, \"rope_scaling\": ")]
    [InlineData("\"rope_parameters\": {\"rope_theta\": 5e5,")]
    public void Both_forms_of_llama_3_scaling_are_read(string start)
    {
        const string scaling = "\"factor\": 8, \"low_freq_factor\": 1, \"high_freq_factor\": 4, \"original_max_position_embeddings\": 32}";
        var opening = start.EndsWith(',') ? start : start + "{";
        Read("{" + Sizes + "," + opening + "\"rope_type\": \"llama3\"," + scaling + "}")
            .Rotary.ShouldBe(new RotaryConfig(5e5, Llama3: new Llama3RotaryScaling(8, 1, 4, 32)));
    }

    [Fact]
    public void Every_missing_and_contradictory_size_is_listed_at_once()
    {
        const string json = """
            {"architectures": ["LlamaForCausalLM"], "hidden_size": 30, "num_attention_heads": 4, "num_key_value_heads": 3,
             "num_hidden_layers": "two", "hidden_act": "relu", "rope_scaling": {"rope_type": "yarn"}}
            """;
        var problems = Should.Throw<InputException>(() => Read(json)).Problems.Select(p => p.What).ToList();
        foreach (
            var expected in new[]
            {
                "vocab_size",
                "intermediate_size",
                "num_hidden_layers",
                "3 key/value heads",
                "not a multiple of 4",
                "odd",
                "relu",
                "yarn",
            }
        )
        {
            problems.ShouldContain(p => p.Contains(expected), expected);
        }
    }

    [Fact]
    public void An_unknown_architecture_offers_the_closest() =>
        Should.Throw<InputException>(() => Read("""{"architectures": ["LlamaForCausalML"]}""")).Message.ShouldContain("'LlamaForCausalLM'");

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void What_is_no_configuration_is_an_input_error(string json) => Should.Throw<InputException>(() => Read(json));

    [Fact]
    public void Fresh_sizes_that_contradict_each_other_are_an_input_error()
    {
        Should.Throw<InputException>(() => LlamaConfig.Create(64, 1, 30, 4)).Message.ShouldContain("multiple of 4");
        Should.Throw<InputException>(() => LlamaConfig.Create(0, 0, 32, 4)).Problems.Count.ShouldBe(2);
    }

    private static DecoderConfig Read(string json) => (DecoderConfig)ModelFamilies.BuiltIn.Read(json, "test");
}
