using System.Text.Json;

namespace Clt.Plugins.Models.Decoders;

/// <summary>
/// OLMo 2: norms after attention and feed-forward only, queries and keys normalised over all heads together (OLMo Team 2025).
/// </summary>
public sealed class Olmo2Family : IModelFamily
{
    public ModelFamilyInfo Info { get; } =
        new("olmo2", "norms after each part, queries and keys normalised over all heads", ["Olmo2ForCausalLM"]);

    public ModelConfig Configure(JsonElement config, string where)
    {
        var read = new ConfigReader(config, where);
        var bias = read.Flag("attention_bias", false);
        var result = HubDecoder.Read(Info.Name, read) with
        {
            NormEpsilon = read.Number("rms_norm_eps", 1e-5),
            PreNorms = false,
            PostNorms = true,
            QueryKeyNorm = QueryKeyNorm.Projection,
            Activation = read.Activation("hidden_act", "silu"),
            QueryKeyValueBias = bias,
            OutputBias = bias,
            WeightNames = HubDecoder.SandwichWeightNames,
        };
        read.Complete();
        return result;
    }
}
