using System.Text.Json;

namespace Clt.Plugins.Models.Decoders;

/// <summary>
/// Command R, Aya 23 and Aya Expanse: attention and feed-forward side by side behind one norm without bias, neighbouring pairs rotated.
/// </summary>
public sealed class CohereFamily : IModelFamily
{
    public ModelFamilyInfo Info { get; } =
        new("cohere", "parallel blocks, bias-free layer norm, scaled logits (Aya 23, Aya Expanse)", ["CohereForCausalLM"]);

    public ModelConfig Configure(JsonElement config, string where)
    {
        var read = new ConfigReader(config, where);
        var result = Read(Info.Name, read) with
        {
            QueryKeyNorm = read.Flag("use_qk_norm", false) ? QueryKeyNorm.PerHead : QueryKeyNorm.None,
        };
        read.Complete();
        return result;
    }

    /// <summary>What Cohere and Cohere2 share.</summary>
    internal static DecoderConfig Read(string family, ConfigReader read)
    {
        var common = HubDecoder.Read(family, read, tied: true, epsilon: "layer_norm_eps");
        read.Allow("model_max_length");
        var bias = read.Flag("attention_bias", false);
        return common with
        {
            Norm = NormKind.Layer,
            NormEpsilon = read.Number("layer_norm_eps", 1e-5),
            Parallel = true,
            Rotary = common.Rotary! with { Interleaved = true },
            LogitScale = read.Number("logit_scale", 0.0625),
            Activation = read.Activation("hidden_act", "silu"),
            QueryKeyValueBias = bias,
            OutputBias = bias,
        };
    }
}
