using System.Text.Json;

namespace Clt.Plugins.Models.Decoders;

/// <summary>
/// BLOOM: ALiBi instead of positions, a norm behind the embedding, heads interleaved in one projection (BigScience 2022).
/// </summary>
public sealed class BloomFamily : IModelFamily
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        [TensorNames.Embedding] = "transformer.word_embeddings.weight",
        [TensorNames.EmbeddingNorm] = "transformer.word_embeddings_layernorm.weight",
        [TensorNames.AttentionNorm] = "transformer.h.{i}.input_layernorm.weight",
        [TensorNames.QueryKeyValue] = "transformer.h.{i}.self_attention.query_key_value.weight",
        [TensorNames.Output] = "transformer.h.{i}.self_attention.dense.weight",
        [TensorNames.FeedForwardNorm] = "transformer.h.{i}.post_attention_layernorm.weight",
        [TensorNames.Up] = "transformer.h.{i}.mlp.dense_h_to_4h.weight",
        [TensorNames.Down] = "transformer.h.{i}.mlp.dense_4h_to_h.weight",
        [TensorNames.FinalNorm] = "transformer.ln_f.weight",
        [TensorNames.Head] = "lm_head.weight",
    };

    /// <summary>How Megatron and the reference compute the same, up to rounding.</summary>
    private static readonly string[] Ways =
    [
        "attention_softmax_in_fp32",
        "bias_dropout_fusion",
        "masked_softmax_fusion",
        "offset_alibi",
        "skip_bias_add",
        "skip_bias_add_qkv",
        "slow_but_exact",
    ];

    public ModelFamilyInfo Info { get; } = new("bloom", "ALiBi, layer norm, a norm behind the embedding", ["BloomForCausalLM"]);

    public ModelConfig Configure(JsonElement config, string where)
    {
        var read = new ConfigReader(config, where);
        var heads = Either(read, "n_head", "num_attention_heads");
        var hidden = Either(read, "hidden_size", "n_embed");
        read.Require(hidden % heads == 0, $"hidden_size {hidden} is not a multiple of {heads} heads", "Change one of them.");
        read.Require(
            !read.Flag("apply_residual_connection_post_layernorm", false),
            "'apply_residual_connection_post_layernorm' is true",
            "Use a model without it."
        );
        foreach (var name in Ways)
            read.Allow(name);
        var result = new DecoderConfig
        {
            Family = Info.Name,
            VocabularySize = read.Size("vocab_size"),
            // ALiBi has no end; this is what the models were trained with.
            ContextLength = read.Size("seq_length", 2048),
            HiddenSize = hidden,
            Layers = Either(read, "n_layer", "num_hidden_layers"),
            Heads = heads,
            KeyValueHeads = heads,
            HeadSize = Math.Max(1, hidden / heads),
            IntermediateSize = 4 * hidden,
            NormEpsilon = read.Number("layer_norm_epsilon", 1e-5),
            Norm = NormKind.Layer,
            NormBias = true,
            Rotary = null,
            Alibi = true,
            EmbeddingNorm = true,
            Activation = ActivationFunction.GeluTanh,
            Gated = false,
            QueryKeyValueBias = true,
            OutputBias = true,
            FeedForwardBias = true,
            InterleavedHeads = true,
            TiedHead = read.Flag("tie_word_embeddings", true),
            Bos = read.Ids("bos_token_id") is [var bos, ..] ? bos : null,
            Eos = read.Ids("eos_token_id"),
            InitializerRange = read.Number("initializer_range", 0.02),
            WeightNames = Names,
            OptionalPrefix = "transformer.",
            Json = read.Json,
        };
        read.Complete();
        return result;
    }

    /// <summary>The size under its name, or under that of other files.</summary>
    private static int Either(ConfigReader read, string name, string other)
    {
        var (hasOne, hasOther) = (read.Has(name), read.Has(other));
        if (hasOne && hasOther)
            read.Require(read.Size(name) == read.Size(other), $"'{name}' and '{other}' differ", "Keep the one of the weights.");
        return read.Size(!hasOne && hasOther ? other : name);
    }
}
