using System.Text.Json;

namespace Clt.Engine.Models;

/// <summary>Llama 2, 3, 3.x and everything built like them. Built in: a study that trains its own base needs one family.</summary>
public sealed class LlamaFamily : IModelFamily
{
    public ModelFamilyInfo Info { get; } =
        new("llama", "RMS norm, rotary positions, grouped-query attention, SwiGLU", ["LlamaForCausalLM"]);

    public ModelConfig Configure(JsonElement config, string where)
    {
        var read = new ConfigReader(config, where);
        var activation = read.Activation("hidden_act", "silu");
        read.Require(activation == ActivationFunction.Silu, $"hidden_act is '{read.Text("hidden_act", "")}'", "A Llama has silu.");
        // What converters of other code bases write.
        foreach (var name in new[] { "is_llama_config", "max_sequence_length" })
            read.Allow(name);
        read.Allow("rope_interleaved", "false");
        var attentionBias = read.Flag("attention_bias", false);
        var result = HubDecoder.Read(Info.Name, read) with
        {
            QueryKeyValueBias = attentionBias,
            OutputBias = attentionBias,
            FeedForwardBias = read.Flag("mlp_bias", false),
        };
        read.Complete();
        return result;
    }
}
