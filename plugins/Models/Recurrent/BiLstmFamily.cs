using System.Text.Json;
using Clt.Plugins.Models.Encoders;

namespace Clt.Plugins.Models.Recurrent;

/// <summary>
/// Bidirectional LSTM with attention pooling (Liu et al. 2020, arXiv 2009.14510): word vectors, recurrent layers, one vector of a text by
/// the softmax of its states' products with a query. transformers has no such model; tensors have the names of <c>torch.nn.LSTM</c>.
/// </summary>
public sealed class BiLstmFamily : IModelFamily
{
    internal const string Type = "bilstm";

    private static readonly Dictionary<EncoderHead, string> Architectures = new()
    {
        [EncoderHead.None] = "BiLstmModel",
        [EncoderHead.Sequence] = "BiLstmForSequenceClassification",
        [EncoderHead.Tokens] = "BiLstmForTokenClassification",
        [EncoderHead.Arcs] = "BiLstmForDependencyParsing",
        [EncoderHead.Joint] = "BiLstmForJointClassification",
    };

    private static readonly Dictionary<string, string> Names = new([.. EncoderHeadReader.OwnHeads], StringComparer.Ordinal)
    {
        [TensorNames.SequenceLabels] = "classifier.weight",
        [TensorNames.TokenLabels] = "classifier.weight",
    };

    public ModelFamilyInfo Info { get; } =
        new(Type, "word vectors, bidirectional LSTM layers, attention pooling", [.. Architectures.Values]);

    public ModelConfig Configure(JsonElement config, string where)
    {
        var read = new ConfigReader(config, where);
        var hidden = read.Size("hidden_size");
        var dropout = read.Share("hidden_dropout_prob", 0.1);
        var noise = read.Number("embedding_noise", 0);
        read.Require(noise >= 0, $"'embedding_noise' is {noise}", "Give a standard deviation of 0 or more.");
        var layers = read.Layers("num_hidden_layers", 2);
        var head = EncoderHeadReader.Read(Architectures, read);
        var result = head.Of(
            new EncoderConfig
            {
                Family = Info.Name,
                Architectures = Architectures,
                Body = new BiLstmBody(layers, hidden, read.Size("embedding_size", hidden), noise),
                HiddenDropout = dropout,
                ClassifierDropout = read.Share("classifier_dropout", dropout),
                VocabularySize = read.Size("vocab_size"),
                ContextLength = read.Size("max_position_embeddings", 512),
                HiddenSize = 2 * hidden,
                Layers = layers,
                // What plans count of a block; none of it is read by the layers.
                Heads = 1,
                KeyValueHeads = 1,
                HeadSize = 2 * hidden,
                IntermediateSize = 2 * hidden,
                NormEpsilon = 1e-5,
                Rotary = null,
                Causal = false,
                FinalNorm = false,
                Gated = false,
                Bos = read.Id("bos_token_id"),
                Eos = read.Ids("eos_token_id"),
                // As spread as torch's uniform numbers within one over the root of the width.
                InitializerRange = read.Number("initializer_range", 1 / Math.Sqrt(3.0 * hidden)),
                WeightNames = Names,
                OtherHeads = EncoderHeadReader.Beginnings,
                Json = read.Json,
            }
        );
        read.Complete();
        return result;
    }
}
