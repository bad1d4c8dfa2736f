using System.Globalization;
using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Models.Seq2Seq;
using Clt.Formats.Tokenization;
using Clt.Plugins.Models.Encoders;
using Clt.Plugins.Models.Seq2Seq;

namespace Clt.Running.Tests.Toys;

/// <summary>Random models of a few thousand weights, each in a folder with its tokenizer.</summary>
internal static class TinyModels
{
    private const string XlmRoberta = """
        { "architectures": ["XLMRobertaForMaskedLM"], "hidden_size": 32, "num_attention_heads": 2, "intermediate_size": 64,
        "num_hidden_layers": 1,
          "vocab_size": 300, "max_position_embeddings": 66, "type_vocab_size": 1, "pad_token_id": 1, "bos_token_id": 0, "eos_token_id": 2,
          "initializer_range": 0.1, "hidden_dropout_prob": DROPOUT }
        """;

    private const string MBart = """
        { "architectures": ["MBartForConditionalGeneration"], "d_model": 32, "encoder_layers": 1, "decoder_layers": 1,
        "encoder_attention_heads": 2,
          "decoder_attention_heads": 2, "encoder_ffn_dim": 64, "decoder_ffn_dim": 64, "vocab_size": 300, "max_position_embeddings": 64,
          "eos_token_id": 2, "bos_token_id": 0, "pad_token_id": 1, "decoder_start_token_id": 2, "init_std": 0.1 }
        """;

    public static IReadOnlyList<IModelFamily> Families { get; } =
    [new XlmRobertaFamily(), new BertFamily(), new EsmFamily(), new MBartFamily()];

    public static string Encoder(string folder, double dropout = 0)
    {
        var text = XlmRoberta.Replace("DROPOUT", dropout.ToString(CultureInfo.InvariantCulture));
        var config = (EncoderConfig)new ModelFamilies(Families).Read(text, "test");
        using var model = EncoderModel.Create(config, 1);
        model.Save(folder);
        return WithTokenizer(folder);
    }

    public static string EncoderDecoder(string folder)
    {
        using var model = SequenceToSequenceModel.Create(new ModelFamilies(Families).Read(MBart, "test"), 1);
        model.Save(folder);
        return WithTokenizer(folder);
    }

    public static string Decoder(string folder)
    {
        using var model = LanguageModel.Create(LlamaConfig.Create(300, 1, 16, 2, context: 64, bos: 0, eos: 2), 1);
        model.Save(folder);
        return WithTokenizer(folder);
    }

    private static string WithTokenizer(string folder)
    {
        var texts = new WordSource()
            .Read(new SourceRequest(Language.Parse("en"), Split.Train, new SourceContext("", _ => { })))
            .Select(r => r["text"]);
        var settings = new BpeTrainerSettings { Roles = new SpecialRoles("<s>", "</s>") };
        BpeTrainer.Train(texts, 300, ["<s>", "<pad>", "</s>"], settings).Save(folder);
        return folder;
    }
}
