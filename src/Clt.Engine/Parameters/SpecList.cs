namespace Clt.Engine.Parameters;

/// <summary>Gathers the parameters of a model with their names in the family's files.</summary>
/// <param name="config">Sizes, and the names in the files.</param>
/// <param name="prefix">Begins the engine's names, where a model has several stacks.</param>
internal sealed class SpecList(TransformerConfig config, string prefix = "")
{
    private readonly List<ParameterSpec> _specs = [];

    public IReadOnlyList<ParameterSpec> Specs => _specs;

    /// <summary>A table [rows, D] outside the layers.</summary>
    public void Matrix(string name, long rows) => Table(name, rows, config.HiddenSize);

    /// <summary>A table [rows, columns] outside the layers.</summary>
    public void Table(string name, long rows, long columns) =>
        Add(name, [rows, columns], true, null, [new ParameterPart(FileName(name, 0), rows)]);

    /// <summary>A bias of its own, outside the layers.</summary>
    public void Bias(string name, long rows) =>
        _specs.Add(new ParameterSpec(name, [rows], false, 0, [new ParameterPart(FileName(name, 0), rows)]));

    /// <summary>A norm over the width, with its bias where the model's norms have one.</summary>
    public void Norm(string pattern, int layer)
    {
        NormWeight(pattern, layer, [config.HiddenSize]);
        if (!config.NormBias)
            return;
        var bias = TensorNames.BiasOf(pattern);
        Add(
            TransformerParameters.At(bias, layer),
            [config.HiddenSize],
            false,
            0,
            [new ParameterPart(FileName(bias, layer), config.HiddenSize)]
        );
    }

    /// <summary>A norm of queries or keys.</summary>
    public void HeadNorm(string pattern, int layer, int heads) =>
        NormWeight(
            pattern,
            layer,
            config.QueryKeyNorm switch
            {
                QueryKeyNorm.PerHead => [heads, config.HeadSize],
                QueryKeyNorm.Projection => [heads * config.HeadSize],
                QueryKeyNorm.SharedByHeads => [config.HeadSize],
                var other => throw new ArgumentOutOfRangeException(nameof(pattern), other, "Such queries and keys have no norm."),
            }
        );

    /// <summary>A linear layer whose rows are those of one or several file tensors.</summary>
    public void Linear(string name, long columns, bool bias, int layer, params ReadOnlySpan<(string Pattern, long Rows)> parts)
    {
        var weights = new List<ParameterPart>();
        var biases = new List<ParameterPart>();
        foreach (var (pattern, rows) in parts)
        {
            var heads = config.InterleavedHeads && pattern == TensorNames.QueryKeyValue ? config.Heads : 0;
            weights.Add(new ParameterPart(FileName(pattern, layer), rows, new FileLayout(config.TransposedFiles, heads)));
            if (bias)
                biases.Add(new ParameterPart(FileName(TensorNames.BiasOf(pattern), layer), rows, new FileLayout(false, heads)));
        }

        var total = weights.Sum(w => w.Rows);
        Add(name, [total, columns], true, null, weights);
        if (bias)
            Add(TensorNames.BiasOf(name), [total], false, 0, biases);
    }

    private void NormWeight(string pattern, int layer, long[] shape) =>
        Add(
            TransformerParameters.At(pattern, layer),
            shape,
            false,
            (float)(1 - config.NormOffset),
            [new ParameterPart(FileName(pattern, layer), shape[0])]
        );

    private void Add(string name, long[] shape, bool decay, float? fill, IReadOnlyList<ParameterPart> parts) =>
        _specs.Add(new ParameterSpec(prefix + name, shape, decay, fill, parts));

    private string FileName(string name, int layer)
    {
        // A bias has its own name in the family's table, or the weight's with the other ending.
        if (config.WeightNames.TryGetValue(name, out var pattern))
            return TransformerParameters.At(pattern, layer);
        var weight = name[..^"bias".Length] + "weight";
        return TransformerParameters.At(TensorNames.BiasOf(config.WeightNames[weight]), layer);
    }
}
