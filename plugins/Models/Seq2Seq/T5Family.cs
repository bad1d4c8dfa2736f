using System.Text.Json;

namespace Clt.Plugins.Models.Seq2Seq;

/// <summary>T5 and T5 v1.1 (Raffel et al. 2020), Flan-T5 among them.</summary>
public sealed class T5Family : IModelFamily
{
    public ModelFamilyInfo Info { get; } = new("t5", "encoder-decoder: relative positions, RMS norm", ["T5ForConditionalGeneration"]);

    public ModelConfig Configure(JsonElement config, string where)
    {
        var read = new ConfigReader(config, where);
        // Newer files say that all heads are tied and tell by the scale which ones are; older ones tell it outright.
        var tied = read.Flag("scale_decoder_outputs", read.Flag("tie_word_embeddings", true));
        var result = T5Layout.Read(Info.Name, read, tied);
        read.Complete();
        return result with { LogitScale = tied ? 1 / Math.Sqrt(result.HiddenSize) : 1 };
    }
}
