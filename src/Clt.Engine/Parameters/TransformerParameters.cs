namespace Clt.Engine.Parameters;

/// <summary>
/// The parameters of a stack of blocks: queries, keys and values in one matrix, gate and up in another, so that each is one product.
/// </summary>
internal static class TransformerParameters
{
    /// <summary>Keys and values of cross-attention.</summary>
    public static string CrossKeyValue(int layer) => $"layers.{layer}.cross_key_value.weight";

    public static string GateUp(int layer) => $"layers.{layer}.gate_up.weight";

    /// <summary>A layer's own name for one of <see cref="TensorNames"/>.</summary>
    public static string At(string name, int layer) => name.Replace("{i}", layer.ToString(), StringComparison.Ordinal);

    /// <summary>The parameters of a decoder, its head included.</summary>
    public static IReadOnlyList<ParameterSpec> Of(DecoderConfig config)
    {
        var specs = Stack(config);
        if (!config.TiedHead)
            specs.Matrix(TensorNames.Head, config.VocabularySize);
        return specs.Specs;
    }

    /// <summary>The parameters of embedding, blocks and final norm.</summary>
    public static SpecList Stack(TransformerConfig config)
    {
        var specs = new SpecList(config);
        specs.Matrix(TensorNames.Embedding, config.VocabularySize);
        Body(specs, config);
        return specs;
    }

    /// <summary>Adds the parameters of positions, blocks and final norm.</summary>
    public static void Body(SpecList specs, TransformerConfig config)
    {
        if (config.Positions == PositionEmbedding.Learned)
            specs.Matrix(TensorNames.Positions, config.PositionOffset + config.ContextLength);
        if (config.TokenTypes > 0)
            specs.Matrix(TensorNames.TokenTypes, config.TokenTypes);
        if (config.RelativeBuckets > 0)
            specs.Table(TensorNames.RelativeBias, config.RelativeBuckets, config.Heads);
        if (config.EmbeddingNorm)
            specs.Norm(TensorNames.EmbeddingNorm, 0);
        for (var layer = 0; layer < config.Layers; layer++)
            Layer(specs, config, layer);
        if (config.FinalNorm)
            specs.Norm(TensorNames.FinalNorm, 0);
    }

    private static void Layer(SpecList specs, TransformerConfig config, int layer)
    {
        var (d, f) = ((long)config.HiddenSize, (long)config.IntermediateSize);
        var (q, kv) = ((long)config.Heads * config.HeadSize, (long)config.KeyValueHeads * config.HeadSize);
        if (config.PreNorms)
            specs.Norm(TensorNames.AttentionNorm, layer);
        var fused = config.WeightNames.ContainsKey(TensorNames.QueryKeyValue);
        (string, long)[] projections = fused
            ? [(TensorNames.QueryKeyValue, q + 2 * kv)]
            : [(TensorNames.Query, q), (TensorNames.Key, kv), (TensorNames.Value, kv)];
        specs.Linear(At(TensorNames.QueryKeyValue, layer), d, config.QueryKeyValueBias, layer, projections);
        if (config.QueryKeyNorm != QueryKeyNorm.None)
        {
            specs.HeadNorm(TensorNames.QueryNorm, layer, config.Heads);
            specs.HeadNorm(TensorNames.KeyNorm, layer, config.KeyValueHeads);
        }

        specs.Linear(At(TensorNames.Output, layer), q, config.OutputBias, layer, (TensorNames.Output, d));
        if (config.PostNorms || config.ResidualNorms)
            specs.Norm(TensorNames.AttentionPostNorm, layer);
        if (config.CrossAttention)
            Cross(specs, config, layer);
        if (config is { PreNorms: true, Parallel: false })
            specs.Norm(TensorNames.FeedForwardNorm, layer);
        (string, long)[] inner = config.Gated ? [(TensorNames.Gate, f), (TensorNames.Up, f)] : [(TensorNames.Up, f)];
        specs.Linear(GateUp(layer), d, config.FeedForwardBias, layer, inner);
        specs.Linear(At(TensorNames.Down, layer), f, config.FeedForwardBias, layer, (TensorNames.Down, d));
        if (config.PostNorms || config.ResidualNorms)
            specs.Norm(TensorNames.FeedForwardPostNorm, layer);
    }

    private static void Cross(SpecList specs, TransformerConfig config, int layer)
    {
        var (d, bias) = ((long)config.HiddenSize, config.QueryKeyValueBias);
        var (q, kv) = ((long)config.Heads * config.HeadSize, (long)config.KeyValueHeads * config.HeadSize);
        specs.Norm(TensorNames.CrossNorm, layer);
        specs.Linear(At(TensorNames.CrossQuery, layer), d, bias, layer, (TensorNames.CrossQuery, q));
        specs.Linear(CrossKeyValue(layer), d, bias, layer, (TensorNames.CrossKey, kv), (TensorNames.CrossValue, kv));
        specs.Linear(At(TensorNames.CrossOutput, layer), q, config.OutputBias, layer, (TensorNames.CrossOutput, d));
    }
}
