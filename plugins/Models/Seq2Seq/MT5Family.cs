using System.Text.Json;

namespace Clt.Plugins.Models.Seq2Seq;

/// <summary>mT5 (Xue et al. 2021): T5 v1.1 on 101 languages. Its head is never tied, whatever newer files say.</summary>
public sealed class MT5Family : IModelFamily
{
    public ModelFamilyInfo Info { get; } =
        new("mt5", "encoder-decoder of 101 languages: relative positions, RMS norm", ["MT5ForConditionalGeneration"]);

    public ModelConfig Configure(JsonElement config, string where)
    {
        var read = new ConfigReader(config, where);
        foreach (var name in new[] { "tie_word_embeddings", "scale_decoder_outputs" })
            read.Allow(name);
        var result = T5Layout.Read(Info.Name, read, tied: false);
        read.Complete();
        return result;
    }
}
