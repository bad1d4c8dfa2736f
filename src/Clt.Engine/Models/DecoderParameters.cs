namespace Clt.Engine.Models;

/// <summary>The parameters of a decoder: queries, keys and values in one matrix, gate and up in another, so that each is one product.</summary>
internal static class DecoderParameters
{
    public static string QueryKeyValue(int layer) => $"layers.{layer}.qkv.weight";

    public static string GateUp(int layer) => $"layers.{layer}.gate_up.weight";

    /// <summary>A layer's own name for one of <see cref="TensorNames"/>.</summary>
    public static string At(string name, int layer) => name.Replace("{i}", layer.ToString(), StringComparison.Ordinal);

    public static IReadOnlyList<ParameterSpec> Of(DecoderConfig config)
    {
        var specs = new List<ParameterSpec>();
        var (d, f) = ((long)config.HiddenSize, (long)config.IntermediateSize);
        var (q, kv) = ((long)config.Heads * config.HeadSize, (long)config.KeyValueHeads * config.HeadSize);
        Matrix(TensorNames.Embedding, config.VocabularySize, d);
        for (var layer = 0; layer < config.Layers; layer++)
        {
            Norm(At(TensorNames.AttentionNorm, layer), TensorNames.AttentionNorm, layer, d);
            Linear(QueryKeyValue(layer), d, config.QueryKeyValueBias, layer, (TensorNames.Query, q), (TensorNames.Key, kv), (TensorNames.Value, kv));
            if (config.QueryKeyNorm)
            {
                Norm(At(TensorNames.QueryNorm, layer), TensorNames.QueryNorm, layer, config.HeadSize);
                Norm(At(TensorNames.KeyNorm, layer), TensorNames.KeyNorm, layer, config.HeadSize);
            }

            Linear(At(TensorNames.Output, layer), q, config.OutputBias, layer, (TensorNames.Output, d));
            Norm(At(TensorNames.FeedForwardNorm, layer), TensorNames.FeedForwardNorm, layer, d);
            Linear(GateUp(layer), d, config.FeedForwardBias, layer, (TensorNames.Gate, f), (TensorNames.Up, f));
            Linear(At(TensorNames.Down, layer), f, config.FeedForwardBias, layer, (TensorNames.Down, d));
        }

        Norm(TensorNames.FinalNorm, TensorNames.FinalNorm, 0, d);
        if (!config.TiedHead) Matrix(TensorNames.Head, config.VocabularySize, d);
        return specs;

        string FileName(string name, int layer)
        {
            // A bias has its own name in the family's table, or the weight's with the other ending.
            if (config.WeightNames.TryGetValue(name, out var pattern)) return At(pattern, layer);
            var weight = name[..^"bias".Length] + "weight";
            return At(TensorNames.BiasOf(config.WeightNames[weight]), layer);
        }

        void Matrix(string name, long rows, long columns) =>
            specs.Add(new ParameterSpec(name, [rows, columns], true, null, [new ParameterPart(FileName(name, 0), rows)]));

        void Norm(string name, string pattern, int layer, long size) =>
            specs.Add(new ParameterSpec(name, [size], false, 1, [new ParameterPart(FileName(pattern, layer), size)]));

        void Linear(string name, long columns, bool bias, int layer, params ReadOnlySpan<(string Pattern, long Rows)> parts)
        {
            var weights = new List<ParameterPart>();
            var biases = new List<ParameterPart>();
            foreach (var (pattern, rows) in parts)
            {
                weights.Add(new ParameterPart(FileName(pattern, layer), rows));
                if (bias) biases.Add(new ParameterPart(FileName(TensorNames.BiasOf(pattern), layer), rows));
            }

            var total = weights.Sum(w => w.Rows);
            specs.Add(new ParameterSpec(name, [total, columns], true, null, weights));
            if (bias) specs.Add(new ParameterSpec(TensorNames.BiasOf(name), [total], false, 0, biases));
        }
    }
}
