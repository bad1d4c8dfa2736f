using System.Text.Json;

namespace Clt.Plugins.Models.Decoders;

/// <summary>Mistral 7B and its kin: Llama with a sliding window (Jiang et al. 2023).</summary>
public sealed class MistralFamily : IModelFamily
{
    private const int DefaultWindow = 4096;

    public ModelFamilyInfo Info { get; } = new("mistral", "Llama with a sliding window", ["MistralForCausalLM"]);

    public ModelConfig Configure(JsonElement config, string where)
    {
        var read = new ConfigReader(config, where);
        var common = HubDecoder.Read(Info.Name, read);
        var result = common with
        {
            Activation = read.Activation("hidden_act", "silu"),
            Windows = LayerTypes.Windows(read, common.Layers, DefaultWindow, _ => true),
        };
        read.Complete();
        return result;
    }
}
