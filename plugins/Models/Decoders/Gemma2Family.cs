using System.Text.Json;

namespace Clt.Plugins.Models.Decoders;

/// <summary>Gemma 2: norms around attention and feed-forward, soft caps, every other layer with a window (Gemma Team 2024).</summary>
public sealed class Gemma2Family : IModelFamily
{
    private const int DefaultWindow = 4096;

    public ModelFamilyInfo Info { get; } = new("gemma2", "norms around each part, soft caps, alternating windows", ["Gemma2ForCausalLM"]);

    public ModelConfig Configure(JsonElement config, string where)
    {
        var read = new ConfigReader(config, where);
        var common = Read(Info.Name, read, theta: 10_000);
        var result = common with
        {
            AttentionSoftCap = Cap(read, "attn_logit_softcapping", 50),
            LogitSoftCap = Cap(read, "final_logit_softcapping", 30),
            Windows = LayerTypes.Windows(read, common.Layers, DefaultWindow, layer => layer % 2 == 0),
        };
        read.Complete();
        return result;
    }

    /// <summary>What Gemma 2 and 3 share.</summary>
    internal static DecoderConfig Read(string family, ConfigReader read, double theta)
    {
        const int headSize = 256;
        var common = HubDecoder.Read(family, read, tied: true, headSize, theta);
        var bias = read.Flag("attention_bias", false);
        // Only hidden_activation and sliding_window count.
        foreach (var name in new[] { "hidden_act", "sliding_window_size" })
            read.Allow(name);
        read.Require(!read.Flag("use_bidirectional_attention", false), "attention is bidirectional", "Use a model with causal attention.");
        return common with
        {
            NormOffset = 1,
            PostNorms = true,
            EmbeddingScale = Math.Sqrt(common.HiddenSize),
            AttentionScale = 1 / Math.Sqrt(read.Number("query_pre_attn_scalar", 256)),
            Activation = read.Activation("hidden_activation", "gelu_pytorch_tanh"),
            QueryKeyValueBias = bias,
            OutputBias = bias,
            WeightNames = HubDecoder.SandwichWeightNames,
        };
    }

    /// <summary>A soft cap; null in the file is none.</summary>
    internal static double Cap(ConfigReader read, string name, double otherwise)
    {
        var cap = read.Mentions(name) && !read.Has(name) ? 0 : read.Number(name, otherwise);
        read.Require(cap >= 0, $"'{name}' is {cap}", "Give a number above 0, or null for no cap.");
        return cap;
    }
}
