namespace Clt;

/// <summary>
/// What the families that Llama began have in common: field names of <c>config.json</c> and tensor names. Each changes the result where it
/// differs.
/// </summary>
public static class HubDecoder
{
    /// <summary>The engine's tensor names to those of Hugging Face's Llama.</summary>
    public static IReadOnlyDictionary<string, string> WeightNames { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [TensorNames.Embedding] = "model.embed_tokens.weight",
            [TensorNames.AttentionNorm] = "model.layers.{i}.input_layernorm.weight",
            [TensorNames.Query] = "model.layers.{i}.self_attn.q_proj.weight",
            [TensorNames.Key] = "model.layers.{i}.self_attn.k_proj.weight",
            [TensorNames.Value] = "model.layers.{i}.self_attn.v_proj.weight",
            [TensorNames.Output] = "model.layers.{i}.self_attn.o_proj.weight",
            [TensorNames.QueryNorm] = "model.layers.{i}.self_attn.q_norm.weight",
            [TensorNames.KeyNorm] = "model.layers.{i}.self_attn.k_norm.weight",
            [TensorNames.FeedForwardNorm] = "model.layers.{i}.post_attention_layernorm.weight",
            [TensorNames.Gate] = "model.layers.{i}.mlp.gate_proj.weight",
            [TensorNames.Up] = "model.layers.{i}.mlp.up_proj.weight",
            [TensorNames.Down] = "model.layers.{i}.mlp.down_proj.weight",
            [TensorNames.FinalNorm] = "model.norm.weight",
            [TensorNames.Head] = "lm_head.weight",
        };

    /// <summary>Those names with norms before and after attention and feed-forward (Gemma 2 and 3).</summary>
    public static IReadOnlyDictionary<string, string> SandwichWeightNames { get; } =
        new Dictionary<string, string>(WeightNames, StringComparer.Ordinal)
        {
            [TensorNames.AttentionPostNorm] = "model.layers.{i}.post_attention_layernorm.weight",
            [TensorNames.FeedForwardNorm] = "model.layers.{i}.pre_feedforward_layernorm.weight",
            [TensorNames.FeedForwardPostNorm] = "model.layers.{i}.post_feedforward_layernorm.weight",
        };

    /// <summary>Reads the common fields and checks that the sizes go together.</summary>
    /// <param name="family">The family's name.</param>
    /// <param name="read">The whole <c>config.json</c>; problems are noted there, and the caller throws them with its own.</param>
    /// <param name="tied">Whether the head is tied where the file does not tell.</param>
    /// <param name="headSize">Size of a head where the file does not tell; null for the width divided by the heads.</param>
    /// <param name="theta">Base of the rotary wavelengths where the file does not tell.</param>
    /// <param name="epsilon">Name of the norms' epsilon.</param>
    public static DecoderConfig Read(
        string family,
        ConfigReader read,
        bool tied = false,
        int? headSize = null,
        double theta = 10_000,
        string epsilon = "rms_norm_eps"
    )
    {
        var heads = read.Size("num_attention_heads");
        var hidden = read.Size("hidden_size");
        var keyValueHeads = read.Size("num_key_value_heads", heads);
        read.Require(
            heads % keyValueHeads == 0,
            $"{heads} attention heads cannot share {keyValueHeads} key/value heads",
            "Let num_key_value_heads divide num_attention_heads."
        );
        read.Require(
            headSize is not null || read.Has("head_dim") || hidden % heads == 0,
            $"hidden_size {hidden} is not a multiple of {heads} heads",
            "Mend a size, or give head_dim."
        );
        var size = read.Size("head_dim", headSize ?? Math.Max(1, hidden / heads));
        read.Require(size % 2 == 0, $"the head size {size} is odd", "Rotary positions turn pairs: give an even head size.");
        var context = read.Size("max_position_embeddings", 2048);
        return new DecoderConfig
        {
            Family = family,
            VocabularySize = read.Size("vocab_size"),
            ContextLength = context,
            HiddenSize = hidden,
            Layers = read.Layers("num_hidden_layers"),
            Heads = heads,
            KeyValueHeads = keyValueHeads,
            HeadSize = size,
            IntermediateSize = read.Size("intermediate_size"),
            NormEpsilon = read.Number(epsilon, 1e-6),
            Rotary = RotaryReader.Read(read, context, theta),
            TiedHead = read.Flag("tie_word_embeddings", tied),
            Bos = read.Ids("bos_token_id") is [var bos, ..] ? bos : null,
            Eos = read.Ids("eos_token_id"),
            InitializerRange = read.Number("initializer_range", 0.02),
            WeightNames = WeightNames,
            Json = read.Json,
        };
    }
}
