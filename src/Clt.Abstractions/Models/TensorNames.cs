namespace Clt;

/// <summary>The engine's names of a model's tensors. <c>{i}</c> stands for the layer.</summary>
public static class TensorNames
{
    /// <summary>[V, D].</summary>
    public const string Embedding = "embedding.weight";

    /// <summary>[offset + context, D]; only where positions are learned.</summary>
    public const string Positions = "positions.weight";

    /// <summary>[types, D]; only where tokens have types.</summary>
    public const string TokenTypes = "token_types.weight";

    /// <summary>[D]; only where embeddings are normalised.</summary>
    public const string EmbeddingNorm = "embedding_norm.weight";

    /// <summary>[buckets, H]; only with <see cref="TransformerConfig.RelativeBuckets"/>.</summary>
    public const string RelativeBias = "relative_bias.weight";

    /// <summary>[D].</summary>
    public const string AttentionNorm = "layers.{i}.attention_norm.weight";

    /// <summary>[(H + 2 Hkv)·Dh, D]: queries, keys and values in one tensor; a family has this or the three below.</summary>
    public const string QueryKeyValue = "layers.{i}.qkv.weight";

    /// <summary>[H·Dh, D].</summary>
    public const string Query = "layers.{i}.query.weight";

    /// <summary>[Hkv·Dh, D].</summary>
    public const string Key = "layers.{i}.key.weight";

    /// <summary>[Hkv·Dh, D].</summary>
    public const string Value = "layers.{i}.value.weight";

    /// <summary>[D, H·Dh].</summary>
    public const string Output = "layers.{i}.output.weight";

    /// <summary>Shaped as <see cref="Clt.QueryKeyNorm"/> says.</summary>
    public const string QueryNorm = "layers.{i}.query_norm.weight";

    /// <summary>Shaped as <see cref="Clt.QueryKeyNorm"/> says.</summary>
    public const string KeyNorm = "layers.{i}.key_norm.weight";

    /// <summary>[D].</summary>
    public const string AttentionPostNorm = "layers.{i}.attention_post_norm.weight";

    /// <summary>[D]; like the four below only with <see cref="TransformerConfig.CrossAttention"/>.</summary>
    public const string CrossNorm = "layers.{i}.cross_norm.weight";

    /// <summary>[H·Dh, D].</summary>
    public const string CrossQuery = "layers.{i}.cross_query.weight";

    /// <summary>[Hkv·Dh, D].</summary>
    public const string CrossKey = "layers.{i}.cross_key.weight";

    /// <summary>[Hkv·Dh, D].</summary>
    public const string CrossValue = "layers.{i}.cross_value.weight";

    /// <summary>[D, H·Dh].</summary>
    public const string CrossOutput = "layers.{i}.cross_output.weight";

    /// <summary>[D].</summary>
    public const string FeedForwardNorm = "layers.{i}.feed_forward_norm.weight";

    /// <summary>[D].</summary>
    public const string FeedForwardPostNorm = "layers.{i}.feed_forward_post_norm.weight";

    /// <summary>[F, D]; absent where the layer is not gated.</summary>
    public const string Gate = "layers.{i}.gate.weight";

    /// <summary>[F, D].</summary>
    public const string Up = "layers.{i}.up.weight";

    /// <summary>[D, F].</summary>
    public const string Down = "layers.{i}.down.weight";

    /// <summary>[D].</summary>
    public const string FinalNorm = "final_norm.weight";

    /// <summary>[V, D]; absent where the head is tied.</summary>
    public const string Head = "head.weight";

    /// <summary>[1, V]: added to the logits and not trained; only with <see cref="SequenceToSequenceConfig.LogitBias"/>.</summary>
    public const string LogitBias = "logit_bias";

    /// <summary>[D, D]: of an encoder without a head, behind the first token's state.</summary>
    public const string Pooler = "pooler.weight";

    /// <summary>[D, D]: before the prediction of masked tokens.</summary>
    public const string HeadDense = "head_dense.weight";

    /// <summary>[D]: before the prediction of masked tokens.</summary>
    public const string HeadNorm = "head_norm.weight";

    /// <summary>[D, D]: before the labels of a sequence.</summary>
    public const string SequenceDense = "sequence_dense.weight";

    /// <summary>[C, D].</summary>
    public const string SequenceLabels = "sequence_labels.weight";

    /// <summary>[C, D].</summary>
    public const string TokenLabels = "token_labels.weight";

    /// <summary>[C, D]: labels of tokens beside those of sequences.</summary>
    public const string JointTokenLabels = "joint_token_labels.weight";

    /// <summary>[L, D]: mean of a sequence's Gaussian latent variable.</summary>
    public const string SequenceMean = "latent.sequence_mean.weight";

    /// <summary>[L, D]: logarithm of its variance.</summary>
    public const string SequenceLogVariance = "latent.sequence_log_variance.weight";

    /// <summary>[C, L]: labels of sequences from latent variables.</summary>
    public const string LatentSequenceLabels = "latent.sequence_labels.weight";

    /// <summary>[L, D]: mean of a token's Gaussian latent variable.</summary>
    public const string TokenMean = "latent.token_mean.weight";

    /// <summary>[L, D]: logarithm of its variance.</summary>
    public const string TokenLogVariance = "latent.token_log_variance.weight";

    /// <summary>[C, L]: labels of tokens from latent variables.</summary>
    public const string LatentTokenLabels = "latent.token_labels.weight";

    /// <summary>[A, D]: of words as dependents, for arcs.</summary>
    public const string ArcDependents = "arcs.dependents.weight";

    /// <summary>[A, D]: of words as heads, for arcs.</summary>
    public const string ArcHeads = "arcs.heads.weight";

    /// <summary>[A + 1, A]: biaffine scores of arcs, with scores of the head alone in the last row.</summary>
    public const string ArcScores = "arcs.scores";

    /// <summary>[R, D]: of words as dependents, for relations.</summary>
    public const string RelationDependents = "relations.dependents.weight";

    /// <summary>[R, D]: of words as heads, for relations.</summary>
    public const string RelationHeads = "relations.heads.weight";

    /// <summary>[C · (R + 1), R + 1]: biaffine scores of relations, with scores of each word alone.</summary>
    public const string RelationScores = "relations.scores";

    /// <summary>[C, C]: of a conditional random field, from row to column.</summary>
    public const string Transitions = "crf.transitions";

    /// <summary>[C]: of a conditional random field.</summary>
    public const string StartTransitions = "crf.start_transitions";

    /// <summary>[C]: of a conditional random field.</summary>
    public const string EndTransitions = "crf.end_transitions";

    /// <summary>The name of a linear layer's bias: <c>….weight</c> becomes <c>….bias</c>.</summary>
    public static string BiasOf(string weight) => weight[..^"weight".Length] + "bias";
}
