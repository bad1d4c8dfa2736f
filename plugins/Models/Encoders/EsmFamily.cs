using System.Text.Json;

namespace Clt.Plugins.Models.Encoders;

/// <summary>
/// ESM's shape (Lin et al. 2023; transformers' <c>EsmModel</c>): norms before each layer, and rotary or learned positions. It was made for
/// proteins; here it is the shape of encoders that studies pre-train on text.
/// </summary>
/// <remarks>
/// Refused: <c>token_dropout</c>, by which the published protein models scale their embeddings by how many tokens are masks, and what folds
/// proteins.
/// </remarks>
public sealed class EsmFamily : IModelFamily
{
    private static readonly Dictionary<EncoderHead, string> Architectures = new()
    {
        [EncoderHead.None] = "EsmModel",
        [EncoderHead.MaskedLanguageModel] = "EsmForMaskedLM",
        [EncoderHead.Sequence] = "EsmForSequenceClassification",
        [EncoderHead.Tokens] = "EsmForTokenClassification",
        [EncoderHead.Arcs] = "EsmForDependencyParsing",
        [EncoderHead.Joint] = "EsmForJointClassification",
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

    /// <summary>Of the models that fold proteins.</summary>
    private static readonly string[] Folding = ["esmfold_config", "vocab_list"];

    public ModelFamilyInfo Info { get; } = new("esm", "norms before each layer, rotary or learned positions", [.. Architectures.Values]);

    public ModelConfig Configure(JsonElement config, string where)
    {
        var read = new ConfigReader(config, where);
        var positions = read.Text("position_embedding_type", "absolute");
        read.Require(
            positions is "absolute" or "rotary",
            $"'position_embedding_type' is '{positions}'",
            "Use a model with absolute or rotary positions."
        );
        var rotary = positions == "rotary";
        foreach (var name in new[] { "is_folding_model", "token_dropout" })
            read.Require(!read.Flag(name, false), $"'{name}' is true", "Use a model without it.");
        foreach (var name in Folding)
            read.Require(!read.Has(name), $"'{name}' is given", "Use a model that folds no proteins.");
        // ESM's own code computes GELU whatever the field says.
        read.Allow("hidden_act", "\"gelu\"");
        var padding = read.Ids("pad_token_id") is [var id, ..] ? id : 1;
        read.Require(padding >= 0, $"'pad_token_id' is {padding}", "Give an id of at least 0: learned positions start behind it.");
        var result = BertReader.Common((Info.Name, Architectures), read, rotary ? 0 : Math.Max(0, padding) + 1) with
        {
            Activation = ActivationFunction.Gelu,
            PreNorms = true,
            ResidualNorms = false,
            FinalNorm = true,
            EmbeddingNorm = read.Flag("emb_layer_norm_before", false),
            Rotary = rotary ? new RotaryConfig(10_000) : null,
            Positions = rotary ? PositionEmbedding.None : PositionEmbedding.Learned,
            TokenTypes = 0,
            WeightNames = Names,
            OptionalPrefix = "esm.",
            IgnoredTensors = [".position_ids", ".rotary_embeddings.inv_freq"],
            OtherHeads = [.. EncoderHeadReader.Beginnings, "lm_head.", "contact_head."],
        };
        if (rotary)
            read.Require(
                result.HeadSize % 2 == 0,
                $"heads have {result.HeadSize} values",
                "Take heads of an even size: rotary positions turn pairs of values."
            );
        read.Complete();
        return result;
    }

    private static Dictionary<string, string> Names { get; } =
        new([.. HeadNames, .. EncoderHeadReader.OwnHeads], StringComparer.Ordinal)
        {
            [TensorNames.Embedding] = "esm.embeddings.word_embeddings.weight",
            [TensorNames.Positions] = "esm.embeddings.position_embeddings.weight",
            [TensorNames.EmbeddingNorm] = "esm.embeddings.layer_norm.weight",
            [TensorNames.AttentionNorm] = "esm.encoder.layer.{i}.attention.LayerNorm.weight",
            [TensorNames.Query] = "esm.encoder.layer.{i}.attention.self.query.weight",
            [TensorNames.Key] = "esm.encoder.layer.{i}.attention.self.key.weight",
            [TensorNames.Value] = "esm.encoder.layer.{i}.attention.self.value.weight",
            [TensorNames.Output] = "esm.encoder.layer.{i}.attention.output.dense.weight",
            [TensorNames.CrossNorm] = "esm.encoder.layer.{i}.crossattention.LayerNorm.weight",
            [TensorNames.CrossQuery] = "esm.encoder.layer.{i}.crossattention.self.query.weight",
            [TensorNames.CrossKey] = "esm.encoder.layer.{i}.crossattention.self.key.weight",
            [TensorNames.CrossValue] = "esm.encoder.layer.{i}.crossattention.self.value.weight",
            [TensorNames.CrossOutput] = "esm.encoder.layer.{i}.crossattention.output.dense.weight",
            [TensorNames.FeedForwardNorm] = "esm.encoder.layer.{i}.LayerNorm.weight",
            [TensorNames.Up] = "esm.encoder.layer.{i}.intermediate.dense.weight",
            [TensorNames.Down] = "esm.encoder.layer.{i}.output.dense.weight",
            [TensorNames.FinalNorm] = "esm.encoder.emb_layer_norm_after.weight",
            [TensorNames.Pooler] = "esm.pooler.dense.weight",
        };
}
