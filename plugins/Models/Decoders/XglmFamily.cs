using System.Text.Json;

namespace Clt.Plugins.Models.Decoders;

/// <summary>XGLM: fixed sine positions, scaled embeddings, layer norm, biases (Lin et al. 2022).</summary>
public sealed class XglmFamily : IModelFamily
{
    // Positions begin behind the padding id, as in fairseq.
    private const int PositionOffset = 2;

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        [TensorNames.Embedding] = "model.embed_tokens.weight",
        [TensorNames.AttentionNorm] = "model.layers.{i}.self_attn_layer_norm.weight",
        [TensorNames.Query] = "model.layers.{i}.self_attn.q_proj.weight",
        [TensorNames.Key] = "model.layers.{i}.self_attn.k_proj.weight",
        [TensorNames.Value] = "model.layers.{i}.self_attn.v_proj.weight",
        [TensorNames.Output] = "model.layers.{i}.self_attn.out_proj.weight",
        [TensorNames.FeedForwardNorm] = "model.layers.{i}.final_layer_norm.weight",
        [TensorNames.Up] = "model.layers.{i}.fc1.weight",
        [TensorNames.Down] = "model.layers.{i}.fc2.weight",
        [TensorNames.FinalNorm] = "model.layer_norm.weight",
        [TensorNames.Head] = "lm_head.weight",
    };

    public ModelFamilyInfo Info { get; } = new("xglm", "sine positions, scaled embeddings, layer norm, biases", ["XGLMForCausalLM"]);

    public ModelConfig Configure(JsonElement config, string where)
    {
        var read = new ConfigReader(config, where);
        var (heads, hidden) = (read.Size("attention_heads"), read.Size("d_model"));
        read.Require(hidden % heads == 0, $"d_model {hidden} is not a multiple of {heads} heads", "Change one of them.");
        var result = new DecoderConfig
        {
            Family = Info.Name,
            VocabularySize = read.Size("vocab_size"),
            ContextLength = read.Size("max_position_embeddings", 2048),
            HiddenSize = hidden,
            Layers = read.Layers("num_layers"),
            Heads = heads,
            KeyValueHeads = heads,
            HeadSize = Math.Max(1, hidden / heads),
            IntermediateSize = read.Size("ffn_dim"),
            NormEpsilon = 1e-5,
            Norm = NormKind.Layer,
            NormBias = true,
            Rotary = null,
            Positions = PositionEmbedding.Sinusoidal,
            PositionOffset = PositionOffset,
            EmbeddingScale = read.Flag("scale_embedding", true) ? Math.Sqrt(hidden) : 1,
            Activation = read.Activation("activation_function", "gelu"),
            Gated = false,
            QueryKeyValueBias = true,
            OutputBias = true,
            FeedForwardBias = true,
            TiedHead = read.Flag("tie_word_embeddings", true),
            // XGLM's sequences begin with the token that ends them.
            Bos =
                read.Ids("decoder_start_token_id") is [var start, ..] ? start
                : read.Ids("eos_token_id") is [var end, ..] ? end
                : null,
            Eos = read.Ids("eos_token_id"),
            InitializerRange = read.Number("init_std", 0.02),
            WeightNames = Names,
            IgnoredTensors = ["embed_positions.weights"],
            Json = read.Json,
        };
        read.Complete();
        return result;
    }
}
