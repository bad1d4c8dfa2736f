using System.Text.Json;

namespace Clt.Plugins.Models.Encoders;

/// <summary>BERT, multilingual BERT and models of its shape such as MiniLM (Devlin et al. 2019).</summary>
public sealed class BertFamily : IModelFamily
{
    private static readonly Dictionary<EncoderHead, string> Architectures = new()
    {
        [EncoderHead.None] = "BertModel",
        [EncoderHead.MaskedLanguageModel] = "BertForMaskedLM",
        [EncoderHead.Sequence] = "BertForSequenceClassification",
        [EncoderHead.Tokens] = "BertForTokenClassification",
        [EncoderHead.Arcs] = "BertForDependencyParsing",
        [EncoderHead.Joint] = "BertForJointClassification",
    };

    private static readonly Dictionary<string, string> HeadNames = new(StringComparer.Ordinal)
    {
        [TensorNames.HeadDense] = "cls.predictions.transform.dense.weight",
        [TensorNames.HeadNorm] = "cls.predictions.transform.LayerNorm.weight",
        [TensorNames.Head] = "cls.predictions.decoder.weight",
        [TensorNames.BiasOf(TensorNames.Head)] = "cls.predictions.bias",
        [TensorNames.SequenceDense] = "bert.pooler.dense.weight",
        [TensorNames.SequenceLabels] = "classifier.weight",
        [TensorNames.TokenLabels] = "classifier.weight",
    };

    public ModelFamilyInfo Info { get; } =
        new("bert", "learned positions, norms of the residual stream (mBERT, MiniLM)", [.. Architectures.Values]);

    public ModelConfig Configure(JsonElement config, string where)
    {
        var read = new ConfigReader(config, where);
        var result = BertReader.Read((Info.Name, Architectures), read, "bert.", positionOffset: 0, HeadNames) with
        {
            OtherHeads = [.. EncoderHeadReader.Beginnings, "cls.", "qa_outputs."],
        };
        read.Complete();
        return result;
    }
}
