using System.Text.Json;

namespace Clt.Plugins.Models.Encoders;

/// <summary>XLM-R: BERT with positions that start behind the padding's, and heads of its own (Conneau et al. 2020).</summary>
public sealed class XlmRobertaFamily : IModelFamily
{
    private static readonly Dictionary<EncoderHead, string> Architectures = new()
    {
        [EncoderHead.None] = "XLMRobertaModel",
        [EncoderHead.MaskedLanguageModel] = "XLMRobertaForMaskedLM",
        [EncoderHead.Sequence] = "XLMRobertaForSequenceClassification",
        [EncoderHead.Tokens] = "XLMRobertaForTokenClassification",
        [EncoderHead.Arcs] = "XLMRobertaForDependencyParsing",
        [EncoderHead.Joint] = "XLMRobertaForJointClassification",
    };

    private static readonly Dictionary<string, string> HeadNames = new(StringComparer.Ordinal)
    {
        [TensorNames.HeadDense] = "lm_head.dense.weight",
        [TensorNames.HeadNorm] = "lm_head.layer_norm.weight",
        [TensorNames.Head] = "lm_head.decoder.weight",
        [TensorNames.BiasOf(TensorNames.Head)] = "lm_head.bias",
        [TensorNames.SequenceDense] = "classifier.dense.weight",
        [TensorNames.SequenceLabels] = "classifier.out_proj.weight",
        [TensorNames.TokenLabels] = "classifier.weight",
    };

    public ModelFamilyInfo Info { get; } =
        new("xlm-roberta", "BERT in 100 languages, positions behind the padding's", [.. Architectures.Values]);

    public ModelConfig Configure(JsonElement config, string where)
    {
        var read = new ConfigReader(config, where);
        var padding = read.Ids("pad_token_id") is [var id, ..] ? id : 1;
        read.Require(padding >= 0, $"'pad_token_id' is {padding}", "Give an id of at least 0: positions start behind it.");
        var result = BertReader.Read((Info.Name, Architectures), read, "roberta.", Math.Max(0, padding) + 1, HeadNames) with
        {
            OtherHeads = [.. EncoderHeadReader.Beginnings, "lm_head.", "qa_outputs."],
        };
        read.Complete();
        return result;
    }
}
