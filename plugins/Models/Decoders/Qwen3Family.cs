using System.Text.Json;

namespace Clt.Plugins.Models.Decoders;

/// <summary>Qwen 3: norms of each head's queries and keys instead of biases.</summary>
public sealed class Qwen3Family : IModelFamily
{
    private const int DefaultHeadSize = 128;

    public ModelFamilyInfo Info { get; } = new("qwen3", "Llama with normalised queries and keys", ["Qwen3ForCausalLM"]);

    public ModelConfig Configure(JsonElement config, string where)
    {
        var read = new ConfigReader(config, where);
        var bias = read.Flag("attention_bias", false);
        var result = Qwen2Family.Read(Info.Name, read, DefaultHeadSize) with
        {
            QueryKeyNorm = QueryKeyNorm.SharedByHeads,
            QueryKeyValueBias = bias,
            OutputBias = bias,
        };
        read.Complete();
        return result;
    }
}
