using System.Text.Json;

namespace Clt.Engine.Models;

/// <summary>Llama 2, 3, 3.x and everything built like them. Built in: a study that trains its own base needs one family.</summary>
public sealed class LlamaFamily : IModelFamily
{
    public ModelFamilyInfo Info { get; } = new("llama", "RMS norm, rotary positions, grouped-query attention, SwiGLU", ["LlamaForCausalLM"]);

    /// <summary>The engine's tensor names to those of Hugging Face's Llama; Mistral and Qwen use the same.</summary>
    public static IReadOnlyDictionary<string, string> WeightNames { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [TensorNames.Embedding] = "model.embed_tokens.weight",
        [TensorNames.AttentionNorm] = "model.layers.{i}.input_layernorm.weight",
        [TensorNames.Query] = "model.layers.{i}.self_attn.q_proj.weight",
        [TensorNames.Key] = "model.layers.{i}.self_attn.k_proj.weight",
        [TensorNames.Value] = "model.layers.{i}.self_attn.v_proj.weight",
        [TensorNames.Output] = "model.layers.{i}.self_attn.o_proj.weight",
        [TensorNames.FeedForwardNorm] = "model.layers.{i}.post_attention_layernorm.weight",
        [TensorNames.Gate] = "model.layers.{i}.mlp.gate_proj.weight",
        [TensorNames.Up] = "model.layers.{i}.mlp.up_proj.weight",
        [TensorNames.Down] = "model.layers.{i}.mlp.down_proj.weight",
        [TensorNames.FinalNorm] = "model.norm.weight",
        [TensorNames.Head] = "lm_head.weight",
    };

    public ModelConfig Configure(JsonElement config, string where)
    {
        var read = new ConfigReader(config, where);
        var heads = read.Size("num_attention_heads");
        var hidden = read.Size("hidden_size");
        var keyValueHeads = read.Size("num_key_value_heads", heads);
        read.Require(
            heads % keyValueHeads == 0, $"{heads} attention heads cannot share {keyValueHeads} key/value heads", "Let num_key_value_heads divide num_attention_heads.");
        read.Require(
            read.Has("head_dim") || hidden % heads == 0, $"hidden_size {hidden} is not a multiple of {heads} heads", "Mend a size, or give head_dim.");
        var headSize = read.Size("head_dim", Math.Max(1, hidden / heads));
        read.Require(headSize % 2 == 0, $"the head size {headSize} is odd", "Rotary positions turn pairs: give an even head size.");
        var context = read.Size("max_position_embeddings", 2048);
        var activation = read.Text("hidden_act", "silu");
        read.Require(activation is "silu" or "swish", $"hidden_act is '{activation}'", "A Llama has silu.");
        var attentionBias = read.Flag("attention_bias", false);
        var result = new DecoderConfig
        {
            Family = Info.Name,
            VocabularySize = read.Size("vocab_size"),
            ContextLength = context,
            HiddenSize = hidden,
            Layers = read.Size("num_hidden_layers"),
            Heads = heads,
            KeyValueHeads = keyValueHeads,
            HeadSize = headSize,
            IntermediateSize = read.Size("intermediate_size"),
            NormEpsilon = read.Number("rms_norm_eps", 1e-6),
            Rotary = RotaryReader.Read(read, context),
            TiedHead = read.Flag("tie_word_embeddings", false),
            QueryKeyValueBias = attentionBias,
            OutputBias = attentionBias,
            FeedForwardBias = read.Flag("mlp_bias", false),
            Bos = read.Ids("bos_token_id") is [var bos, ..] ? bos : null,
            Eos = read.Ids("eos_token_id"),
            InitializerRange = read.Number("initializer_range", 0.02),
            WeightNames = WeightNames,
            Json = read.Json,
        };
        read.ThrowIfAny();
        return result;
    }
}
