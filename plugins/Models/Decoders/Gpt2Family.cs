using System.Text.Json;

namespace Clt.Plugins.Models.Decoders;

/// <summary>GPT-2: learned positions, layer norm, biases everywhere; its files hold matrices transposed (Radford et al. 2019).</summary>
public sealed class Gpt2Family : IModelFamily
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        [TensorNames.Embedding] = "transformer.wte.weight",
        [TensorNames.Positions] = "transformer.wpe.weight",
        [TensorNames.AttentionNorm] = "transformer.h.{i}.ln_1.weight",
        [TensorNames.QueryKeyValue] = "transformer.h.{i}.attn.c_attn.weight",
        [TensorNames.Output] = "transformer.h.{i}.attn.c_proj.weight",
        [TensorNames.FeedForwardNorm] = "transformer.h.{i}.ln_2.weight",
        [TensorNames.Up] = "transformer.h.{i}.mlp.c_fc.weight",
        [TensorNames.Down] = "transformer.h.{i}.mlp.c_proj.weight",
        [TensorNames.FinalNorm] = "transformer.ln_f.weight",
        [TensorNames.Head] = "lm_head.weight",
    };

    /// <summary>Settings of a classifier that is not built here.</summary>
    private static readonly string[] Summary =
    [
        "summary_activation",
        "summary_first_dropout",
        "summary_proj_to_labels",
        "summary_type",
        "summary_use_proj",
    ];

    public ModelFamilyInfo Info { get; } = new("gpt2", "learned positions, layer norm, biases", ["GPT2LMHeadModel"]);

    public ModelConfig Configure(JsonElement config, string where)
    {
        var read = new ConfigReader(config, where);
        var (heads, hidden) = (read.Size("n_head"), read.Size("n_embd"));
        read.Require(hidden % heads == 0, $"n_embd {hidden} is not a multiple of {heads} heads", "Change one of them.");
        foreach (var name in new[] { "scale_attn_by_inverse_layer_idx", "add_cross_attention" })
            read.Require(!read.Flag(name, false), $"'{name}' is true", "Use a model without it.");
        foreach (var name in new[] { "n_ctx", "reorder_and_upcast_attn" }.Concat(Summary))
            read.Allow(name);
        var result = new DecoderConfig
        {
            Family = Info.Name,
            VocabularySize = read.Size("vocab_size"),
            ContextLength = read.Size("n_positions", 1024),
            HiddenSize = hidden,
            Layers = read.Layers("n_layer"),
            Heads = heads,
            KeyValueHeads = heads,
            HeadSize = Math.Max(1, hidden / heads),
            IntermediateSize = read.Size("n_inner", 4 * hidden),
            NormEpsilon = read.Number("layer_norm_epsilon", 1e-5),
            Norm = NormKind.Layer,
            NormBias = true,
            Rotary = null,
            Positions = PositionEmbedding.Learned,
            AttentionScale = read.Flag("scale_attn_weights", true) ? null : 1,
            Activation = read.Activation("activation_function", "gelu_new"),
            Gated = false,
            QueryKeyValueBias = true,
            OutputBias = true,
            FeedForwardBias = true,
            TransposedFiles = true,
            TiedHead = read.Flag("tie_word_embeddings", true),
            Bos = read.Ids("bos_token_id") is [var bos, ..] ? bos : null,
            Eos = read.Ids("eos_token_id"),
            InitializerRange = read.Number("initializer_range", 0.02),
            WeightNames = Names,
            OptionalPrefix = "transformer.",
            IgnoredTensors = [".attn.bias", ".attn.masked_bias"],
            Json = read.Json,
        };
        read.Complete();
        return result;
    }
}
