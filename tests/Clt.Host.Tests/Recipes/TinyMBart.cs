using Clt.Engine.Models;
using Clt.Engine.Models.Seq2Seq;
using Clt.Formats.Tokenization;
using Clt.Plugins.Catalog;

namespace Clt.Host.Tests.Recipes;

/// <summary>A folder of mBART's form with random weights and a tokenizer of 300 entries, for recipes that start from one.</summary>
internal static class TinyMBart
{
    /// <summary>Writes it, unless it is there.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="places">Positions.</param>
    /// <param name="texts">What the tokenizer is trained on.</param>
    /// <returns>The folder.</returns>
    public static string In(string path, int places, IEnumerable<string> texts)
    {
        if (Directory.Exists(path))
            return path;
        var config = new ModelFamilies(PluginHost.Load([]).All<IModelFamily>()).Read(Shape(places), "test");
        using (var model = SequenceToSequenceModel.Create((SequenceToSequenceConfig)config, 1))
            model.Save(path);
        BpeTrainer.Train(texts, 300, ["<s>", "<pad>", "</s>", "<mask>"]).Save(path);
        return path;
    }

    private static string Shape(int places) =>
        $$"""
            { "architectures": ["MBartForConditionalGeneration"], "model_type": "mbart", "d_model": 16,
              "encoder_layers": 1, "decoder_layers": 1,
              "encoder_attention_heads": 2, "decoder_attention_heads": 2, "encoder_ffn_dim": 32, "decoder_ffn_dim": 32, "vocab_size": 300,
              "max_position_embeddings": {{places}}, "activation_function": "gelu", "scale_embedding": true, "dropout": 0.0,
              "pad_token_id": 1, "bos_token_id": 0, "eos_token_id": 2, "decoder_start_token_id": 2 }
            """;
}
