namespace Clt.Plugins.Models.Seq2Seq;

/// <summary>What T5 and mT5 have in common.</summary>
internal static class T5Layout
{
    /// <summary>Reads the fields; problems are noted in the reader.</summary>
    public static SequenceToSequenceConfig Read(string family, ConfigReader read, bool tied)
    {
        // The first says how long training texts were, the others repeat feed_forward_proj.
        foreach (var name in new[] { "n_positions", "dense_act_fn", "is_gated_act" })
            read.Allow(name);
        var (activation, gated) = FeedForward(read);
        var (layers, hidden) = (read.Layers("num_layers"), read.Size("d_model"));
        var start = read.Id("decoder_start_token_id");
        read.Require(start is not null, "'decoder_start_token_id' is missing", "Add it: it is the padding token's id.");
        var encoder = new StackConfig
        {
            Family = family,
            VocabularySize = read.Size("vocab_size"),
            // Distances have buckets, the last of which has no end.
            ContextLength = int.MaxValue,
            HiddenSize = hidden,
            Layers = layers,
            Heads = read.Size("num_heads"),
            KeyValueHeads = read.Size("num_heads"),
            HeadSize = read.Size("d_kv"),
            IntermediateSize = read.Size("d_ff"),
            NormEpsilon = read.Number("layer_norm_epsilon", 1e-6),
            Rotary = null,
            RelativeBuckets = read.Size("relative_attention_num_buckets", 32),
            RelativeDistance = read.Size("relative_attention_max_distance", 128),
            Causal = false,
            AttentionScale = 1,
            Activation = activation,
            Gated = gated,
            WeightNames = Names("encoder", gated, feedForward: 1),
            Json = "",
        };
        Check(read, encoder);
        return new SequenceToSequenceConfig
        {
            Family = family,
            VocabularySize = encoder.VocabularySize,
            ContextLength = encoder.ContextLength,
            Encoder = encoder,
            Decoder = encoder with
            {
                Layers = read.Layers("num_decoder_layers", layers),
                Causal = true,
                CrossAttention = true,
                WeightNames = Names("decoder", gated, feedForward: 2),
            },
            DecoderStart = start ?? 0,
            Eos = read.Ids("eos_token_id"),
            TiedHead = tied,
            // Mesh TensorFlow's: what its matrices that read the stream have.
            InitializerRange = read.Number("initializer_factor", 1) / Math.Sqrt(hidden),
            WeightNames = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [TensorNames.Embedding] = "shared.weight",
                [TensorNames.Head] = "lm_head.weight",
            },
            // Copies of the embedding, and a table of the first files that nothing reads.
            IgnoredTensors = ["embed_tokens.weight", "EncDecAttention.relative_attention_bias.weight"],
            Json = read.Json,
        };
    }

    private static void Check(ConfigReader read, StackConfig stack)
    {
        var (buckets, distance) = (stack.RelativeBuckets, stack.RelativeDistance);
        // Half of a direction's buckets hold one distance each, the rest must have farther ones to hold.
        read.Require(
            buckets >= 4,
            $"'relative_attention_num_buckets' is {buckets}",
            "Give at least 4: near and far distances in both directions."
        );
        read.Require(
            distance > buckets / 2,
            $"'relative_attention_max_distance' is {distance} for {buckets} buckets",
            "Give more than half of the buckets."
        );
    }

    private static (ActivationFunction Activation, bool Gated) FeedForward(ConfigReader read)
    {
        var kind = read.Text("feed_forward_proj", "relu");
        // 'gated-gelu' has always meant the tanh form.
        if (kind == "gated-gelu")
            return (ActivationFunction.GeluTanh, true);
        var gated = kind.StartsWith("gated-", StringComparison.Ordinal);
        return (read.ActivationOf("feed_forward_proj", gated ? kind["gated-".Length..] : kind), gated);
    }

    private static Dictionary<string, string> Names(string stack, bool gated, int feedForward)
    {
        var layer = $"{stack}.block.{{i}}.layer.";
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [TensorNames.RelativeBias] = $"{stack}.block.0.layer.0.SelfAttention.relative_attention_bias.weight",
            [TensorNames.AttentionNorm] = $"{layer}0.layer_norm.weight",
            [TensorNames.Query] = $"{layer}0.SelfAttention.q.weight",
            [TensorNames.Key] = $"{layer}0.SelfAttention.k.weight",
            [TensorNames.Value] = $"{layer}0.SelfAttention.v.weight",
            [TensorNames.Output] = $"{layer}0.SelfAttention.o.weight",
            [TensorNames.CrossNorm] = $"{layer}1.layer_norm.weight",
            [TensorNames.CrossQuery] = $"{layer}1.EncDecAttention.q.weight",
            [TensorNames.CrossKey] = $"{layer}1.EncDecAttention.k.weight",
            [TensorNames.CrossValue] = $"{layer}1.EncDecAttention.v.weight",
            [TensorNames.CrossOutput] = $"{layer}1.EncDecAttention.o.weight",
            [TensorNames.FeedForwardNorm] = $"{layer}{feedForward}.layer_norm.weight",
            [TensorNames.Gate] = $"{layer}{feedForward}.DenseReluDense.wi_0.weight",
            [TensorNames.Up] = $"{layer}{feedForward}.DenseReluDense.{(gated ? "wi_1" : "wi")}.weight",
            [TensorNames.Down] = $"{layer}{feedForward}.DenseReluDense.wo.weight",
            [TensorNames.FinalNorm] = $"{stack}.final_layer_norm.weight",
        };
    }
}
