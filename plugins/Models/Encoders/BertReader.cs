namespace Clt.Plugins.Models.Encoders;

/// <summary>What BERT and its kin have in common: field names of <c>config.json</c>, blocks, and the names of the body's tensors.</summary>
internal static class BertReader
{
    /// <summary>Of a pooler that no published file has.</summary>
    private static readonly string[] OlderPooler =
    [
        "pooler_fc_size",
        "pooler_num_attention_heads",
        "pooler_num_fc_layers",
        "pooler_size_per_head",
        "pooler_type",
    ];

    private static readonly Dictionary<string, string> OlderEndings = new() { [".gamma"] = ".weight", [".beta"] = ".bias" };

    /// <summary>Reads the common fields; problems are noted in <paramref name="read"/>.</summary>
    /// <param name="family">Name, and value of <c>architectures</c> for each head.</param>
    /// <param name="read">The whole <c>config.json</c>.</param>
    /// <param name="prefix">Beginning of the body's tensor names, with its dot.</param>
    /// <param name="positionOffset">
    /// The first token's row in the table of positions, which <c>max_position_embeddings</c> counts too.
    /// </param>
    /// <param name="headNames">The names of the heads' tensors.</param>
    public static EncoderConfig Read(
        (string Name, IReadOnlyDictionary<EncoderHead, string> Architectures) family,
        ConfigReader read,
        string prefix,
        int positionOffset,
        IReadOnlyDictionary<string, string> headNames
    )
    {
        var positions = read.Text("position_embedding_type", "absolute");
        read.Require(positions == "absolute", $"'position_embedding_type' is '{positions}'", "Use a model with absolute positions.");
        return Common(family, read, positionOffset) with
        {
            TokenTypes = read.Size("type_vocab_size", 2),
            Activation = read.Activation("hidden_act", "gelu"),
            WeightNames = Names(prefix, headNames),
            OptionalPrefix = prefix,
        };
    }

    /// <summary>The fields of all that descend from BERT: sizes, head, labels, shares of dropout; the blocks are BERT's.</summary>
    /// <inheritdoc cref="Read"/>
    public static EncoderConfig Common(
        (string Name, IReadOnlyDictionary<EncoderHead, string> Architectures) family,
        ConfigReader read,
        int positionOffset
    )
    {
        var (hidden, heads, table) = (
            read.Size("hidden_size"),
            read.Size("num_attention_heads"),
            read.Size("max_position_embeddings", 512)
        );
        read.Require(hidden % heads == 0, $"hidden_size {hidden} is not a multiple of {heads} heads", "Change one of them.");
        read.Require(
            table > positionOffset,
            $"max_position_embeddings {table} leaves no position behind the first {positionOffset}",
            "Give more."
        );
        foreach (var name in new[] { "is_decoder", "add_cross_attention" })
            read.Require(!read.Flag(name, false), $"'{name}' is true", "Use a model without it.");
        read.Allow("directionality", "\"bidi\"");
        foreach (var name in OlderPooler)
            read.Allow(name);
        var dropout = read.Share("hidden_dropout_prob", 0.1);
        var head = EncoderHeadReader.Read(family.Architectures, read);
        var cross = read.Text("cross_attention", "");
        read.Require(cross is "" or "in" or "out", $"'cross_attention' is '{cross}'", "Give 'out' or 'in', or leave it out.");
        read.Require(
            cross != "in" || head.Head == EncoderHead.Sequence,
            $"'cross_attention' is 'in' under the head {head.Head}",
            "Give 'out': it is plugged in for labels of pairs of texts only."
        );
        return head.Of(
            new EncoderConfig
            {
                Family = family.Name,
                Architectures = family.Architectures,
                CrossAttention = cross.Length > 0,
                PluggedIn = cross == "in",
                HiddenDropout = dropout,
                ClassifierDropout = read.Share("classifier_dropout", dropout),
                VocabularySize = read.Size("vocab_size"),
                ContextLength = Math.Max(1, table - positionOffset),
                HiddenSize = hidden,
                Layers = read.Layers("num_hidden_layers"),
                Heads = heads,
                KeyValueHeads = heads,
                HeadSize = Math.Max(1, hidden / heads),
                IntermediateSize = read.Size("intermediate_size"),
                NormEpsilon = read.Number("layer_norm_eps", 1e-12),
                Norm = NormKind.Layer,
                NormBias = true,
                PreNorms = false,
                ResidualNorms = true,
                FinalNorm = false,
                EmbeddingNorm = true,
                Rotary = null,
                Positions = PositionEmbedding.Learned,
                PositionOffset = positionOffset,
                Causal = false,
                Gated = false,
                QueryKeyValueBias = true,
                OutputBias = true,
                FeedForwardBias = true,
                TiedHead = read.Flag("tie_word_embeddings", true),
                Bos = read.Ids("bos_token_id") is [var bos, ..] ? bos : null,
                Eos = read.Ids("eos_token_id"),
                InitializerRange = read.Number("initializer_range", 0.02),
                WeightNames = new Dictionary<string, string>(),
                OlderEndings = OlderEndings,
                IgnoredTensors = [".position_ids"],
                Json = read.Json,
            }
        );
    }

    private static Dictionary<string, string> Names(string prefix, IReadOnlyDictionary<string, string> headNames)
    {
        var (embeddings, layer) = ($"{prefix}embeddings.", $"{prefix}encoder.layer.{{i}}.");
        return new Dictionary<string, string>([.. headNames, .. EncoderHeadReader.OwnHeads], StringComparer.Ordinal)
        {
            [TensorNames.Embedding] = $"{embeddings}word_embeddings.weight",
            [TensorNames.Positions] = $"{embeddings}position_embeddings.weight",
            [TensorNames.TokenTypes] = $"{embeddings}token_type_embeddings.weight",
            [TensorNames.EmbeddingNorm] = $"{embeddings}LayerNorm.weight",
            [TensorNames.Query] = $"{layer}attention.self.query.weight",
            [TensorNames.Key] = $"{layer}attention.self.key.weight",
            [TensorNames.Value] = $"{layer}attention.self.value.weight",
            [TensorNames.Output] = $"{layer}attention.output.dense.weight",
            [TensorNames.AttentionPostNorm] = $"{layer}attention.output.LayerNorm.weight",
            [TensorNames.CrossNorm] = $"{layer}crossattention.output.LayerNorm.weight",
            [TensorNames.CrossQuery] = $"{layer}crossattention.self.query.weight",
            [TensorNames.CrossKey] = $"{layer}crossattention.self.key.weight",
            [TensorNames.CrossValue] = $"{layer}crossattention.self.value.weight",
            [TensorNames.CrossOutput] = $"{layer}crossattention.output.dense.weight",
            [TensorNames.Up] = $"{layer}intermediate.dense.weight",
            [TensorNames.Down] = $"{layer}output.dense.weight",
            [TensorNames.FeedForwardPostNorm] = $"{layer}output.LayerNorm.weight",
            [TensorNames.Pooler] = $"{prefix}pooler.dense.weight",
        };
    }
}
