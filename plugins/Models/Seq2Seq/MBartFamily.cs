using System.Text.Json;

namespace Clt.Plugins.Models.Seq2Seq;

/// <summary>mBART (Liu et al. 2020) and mBART-50 (Tang et al. 2021): learned positions, layer norm, language codes.</summary>
public sealed class MBartFamily : IModelFamily
{
    // Positions begin behind the padding id, as in fairseq.
    private const int PositionOffset = 2;

    public ModelFamilyInfo Info { get; } =
        new("mbart", "encoder-decoder: learned positions, layer norm, language codes", ["MBartForConditionalGeneration"]);

    public ModelConfig Configure(JsonElement config, string where)
    {
        var read = new ConfigReader(config, where);
        var (encoder, decoder) = (Stack(read, "encoder"), Stack(read, "decoder"));
        read.Require(
            read.Flag("tie_word_embeddings", true),
            "'tie_word_embeddings' is false",
            "The head of an mBART is its embedding: remove the field."
        );
        foreach (var name in new[] { "add_final_layer_norm", "normalize_before", "normalize_embedding" })
            read.Allow(name, "true");
        foreach (var name in new[] { "add_bias_logits", "static_position_embeddings" })
            read.Allow(name, "false");
        foreach (var name in new[] { "extra_pos_embeddings", "num_hidden_layers" })
            read.Allow(name);
        var start = read.Id("decoder_start_token_id") ?? read.Id("eos_token_id");
        read.Require(
            start is not null,
            "'decoder_start_token_id' is missing",
            "Add it: the code of the language to write, or the end token."
        );
        var result = new SequenceToSequenceConfig
        {
            Family = Info.Name,
            VocabularySize = encoder.VocabularySize,
            ContextLength = encoder.ContextLength,
            Encoder = encoder,
            Decoder = decoder with { Causal = true, CrossAttention = true },
            LogitBias = true,
            DecoderStart = start ?? 0,
            StartsWithLastLabel = true,
            ForcedBos = read.Id("forced_bos_token_id"),
            ForcedEos = read.Id("forced_eos_token_id"),
            Eos = read.Ids("eos_token_id"),
            TiedHead = true,
            InitializerRange = read.Number("init_std", 0.02),
            WeightNames = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [TensorNames.Embedding] = "model.shared.weight",
                [TensorNames.LogitBias] = "final_logits_bias",
            },
            IgnoredTensors = ["embed_tokens.weight"], // Copies of the embedding.
            Json = read.Json,
        };
        read.Complete();
        return result;
    }

    private StackConfig Stack(ConfigReader read, string which)
    {
        var (heads, hidden) = (read.Size($"{which}_attention_heads"), read.Size("d_model"));
        read.Require(hidden % heads == 0, $"d_model {hidden} is not a multiple of {heads} {which}_attention_heads", "Change one of them.");
        return new StackConfig
        {
            Family = Info.Name,
            VocabularySize = read.Size("vocab_size"),
            ContextLength = read.Size("max_position_embeddings", 1024),
            HiddenSize = hidden,
            Layers = read.Layers($"{which}_layers"),
            Heads = heads,
            KeyValueHeads = heads,
            HeadSize = Math.Max(1, hidden / heads),
            IntermediateSize = read.Size($"{which}_ffn_dim"),
            NormEpsilon = 1e-5,
            Norm = NormKind.Layer,
            NormBias = true,
            Rotary = null,
            Positions = PositionEmbedding.Learned,
            PositionOffset = PositionOffset,
            EmbeddingScale = read.Flag("scale_embedding", false) ? Math.Sqrt(hidden) : 1,
            EmbeddingNorm = true,
            Causal = false,
            Activation = read.Activation("activation_function", "gelu"),
            Gated = false,
            QueryKeyValueBias = true,
            OutputBias = true,
            FeedForwardBias = true,
            WeightNames = Names($"model.{which}"),
            Json = "",
        };
    }

    private static Dictionary<string, string> Names(string stack) =>
        new(StringComparer.Ordinal)
        {
            [TensorNames.Positions] = $"{stack}.embed_positions.weight",
            [TensorNames.EmbeddingNorm] = $"{stack}.layernorm_embedding.weight",
            [TensorNames.AttentionNorm] = $"{stack}.layers.{{i}}.self_attn_layer_norm.weight",
            [TensorNames.Query] = $"{stack}.layers.{{i}}.self_attn.q_proj.weight",
            [TensorNames.Key] = $"{stack}.layers.{{i}}.self_attn.k_proj.weight",
            [TensorNames.Value] = $"{stack}.layers.{{i}}.self_attn.v_proj.weight",
            [TensorNames.Output] = $"{stack}.layers.{{i}}.self_attn.out_proj.weight",
            [TensorNames.CrossNorm] = $"{stack}.layers.{{i}}.encoder_attn_layer_norm.weight",
            [TensorNames.CrossQuery] = $"{stack}.layers.{{i}}.encoder_attn.q_proj.weight",
            [TensorNames.CrossKey] = $"{stack}.layers.{{i}}.encoder_attn.k_proj.weight",
            [TensorNames.CrossValue] = $"{stack}.layers.{{i}}.encoder_attn.v_proj.weight",
            [TensorNames.CrossOutput] = $"{stack}.layers.{{i}}.encoder_attn.out_proj.weight",
            [TensorNames.FeedForwardNorm] = $"{stack}.layers.{{i}}.final_layer_norm.weight",
            [TensorNames.Up] = $"{stack}.layers.{{i}}.fc1.weight",
            [TensorNames.Down] = $"{stack}.layers.{{i}}.fc2.weight",
            [TensorNames.FinalNorm] = $"{stack}.layer_norm.weight",
        };
}
