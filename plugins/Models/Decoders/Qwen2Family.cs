using System.Text.Json;

namespace Clt.Plugins.Models.Decoders;

/// <summary>Qwen 2 and 2.5: Llama with biases on queries, keys and values.</summary>
public sealed class Qwen2Family : IModelFamily
{
    public ModelFamilyInfo Info { get; } =
        new("qwen2", "Llama with biases on queries, keys and values (Qwen 2, 2.5)", ["Qwen2ForCausalLM"]);

    public ModelConfig Configure(JsonElement config, string where)
    {
        var read = new ConfigReader(config, where);
        var result = Read(Info.Name, read) with { QueryKeyValueBias = true };
        read.Complete();
        return result;
    }

    /// <summary>What Qwen 2 and 3 share: where windows are used at all, the layers from <c>max_window_layers</c> on have them.</summary>
    internal static DecoderConfig Read(string family, ConfigReader read, int? headSize = null)
    {
        var common = HubDecoder.Read(family, read, headSize: headSize);
        var firstWindow = read.Has("max_window_layers") && read.Number("max_window_layers") == 0 ? 0 : read.Size("max_window_layers", 28);
        read.Allow("use_mrope", "false");
        return common with { Activation = read.Activation("hidden_act", "silu"), Windows = Windows() };

        IReadOnlyList<int?> Windows()
        {
            if (read.Flag("use_sliding_window", false))
                return LayerTypes.Windows(read, common.Layers, 4096, layer => layer >= firstWindow);
            read.Allow("sliding_window");
            return LayerTypes.NoWindows(read, common.Layers);
        }
    }
}
