using System.Text.Json;
using System.Text.Json.Nodes;

namespace Clt.Engine.Models;

/// <summary>Configures a fresh Llama by its sizes.</summary>
public static class LlamaConfig
{
    /// <param name="vocabulary">Rows of the embedding.</param>
    /// <param name="layers">Blocks.</param>
    /// <param name="width">Width of the hidden states.</param>
    /// <param name="heads">Query heads; divides the width.</param>
    /// <param name="keyValueHeads">Key/value heads; divides the heads. Null: as many.</param>
    /// <param name="inner">Width inside the feed-forward layer. Null: 8/3 of the width, rounded up to a multiple of 32.</param>
    /// <param name="context">Longest sequence in tokens.</param>
    /// <param name="tied">Whether the head shares the embedding.</param>
    /// <param name="bos">Token put before every sequence, or null.</param>
    /// <param name="eos">Token that ends a sequence, or null.</param>
    /// <param name="theta">Base of the rotary wavelengths.</param>
    /// <exception cref="InputException">Sizes contradict each other.</exception>
    public static DecoderConfig Create(
        int vocabulary,
        int layers,
        int width,
        int heads,
        int? keyValueHeads = null,
        int? inner = null,
        int context = 512,
        bool tied = true,
        int? bos = null,
        int? eos = null,
        double theta = 10_000
    )
    {
        var json = new JsonObject
        {
            ["architectures"] = new JsonArray("LlamaForCausalLM"),
            ["attention_bias"] = false,
            ["attention_dropout"] = 0.0,
            ["bos_token_id"] = bos,
            ["dtype"] = "float32",
            ["eos_token_id"] = eos,
            ["head_dim"] = heads > 0 ? width / heads : 0,
            ["hidden_act"] = "silu",
            ["hidden_size"] = width,
            ["initializer_range"] = 0.02,
            ["intermediate_size"] = inner ?? (width * 8 / 3 + 31) / 32 * 32,
            ["max_position_embeddings"] = context,
            ["mlp_bias"] = false,
            ["model_type"] = "llama",
            ["num_attention_heads"] = heads,
            ["num_hidden_layers"] = layers,
            ["num_key_value_heads"] = keyValueHeads ?? heads,
            ["rms_norm_eps"] = 1e-6,
            ["rope_theta"] = theta,
            ["tie_word_embeddings"] = tied,
            ["torch_dtype"] = "float32",
            ["vocab_size"] = vocabulary,
        };
        var text = json.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
        if (heads > 0 && width % heads != 0)
        {
            throw new InputException($"the width {width} is not a multiple of {heads} heads", "model sizes", "Change one of them.");
        }

        return (DecoderConfig)ModelFamilies.BuiltIn.Read(text, "model sizes");
    }
}
