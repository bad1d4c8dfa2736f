using Clt.Engine.Parameters;

namespace Clt.Engine.Adapters;

/// <summary>The model that an adapter is made for.</summary>
/// <param name="Name">What the adapter is activated by.</param>
/// <param name="Model">The model's parameters.</param>
/// <param name="Config">The model's configuration.</param>
/// <param name="BaseModel">The base's name or folder, written beside the adapter's weights.</param>
public sealed record AdapterSite(string Name, FlatParameters Model, ModelConfig Config, string BaseModel)
{
    /// <summary>
    /// Weights of the model that are trained with the adapter, as copies in it (PEFT's <c>modules_to_save</c>): a fresh head, or all of the
    /// model's own.
    /// </summary>
    public IReadOnlyList<ParameterSpec> Beside { get; init; } = [];

    /// <summary>
    /// Where adapters can stand: linear layers under their weight's name (<c>layers.0.down.weight</c>), blocks under theirs
    /// (<c>layers.0</c>).
    /// </summary>
    public IReadOnlyCollection<string> Places => [.. Model.Hooks.Keys];

    /// <summary>The same of a model that is not loaded.</summary>
    public static IReadOnlyList<string> PlacesOf(ModelConfig model)
    {
        var matrices = ParameterLayout.BlockMatrices(ParameterLayout.Of(model)).Select(s => s.Name).ToList();
        return [.. matrices, .. matrices.Select(Block).Distinct()];
    }

    /// <summary><c>decoder.layers.0</c> of <c>decoder.layers.0.qkv.weight</c>.</summary>
    private static string Block(string matrix)
    {
        const string Layers = "layers.";
        var number = matrix.IndexOf(Layers, StringComparison.Ordinal) + Layers.Length;
        return matrix[..matrix.IndexOf('.', number)];
    }
}

/// <summary>Puts an adapter at its places, behind those that stand there already.</summary>
public sealed class AdapterPlaces
{
    private readonly FlatParameters _model;

    internal AdapterPlaces(FlatParameters model) => _model = model;

    /// <summary>At the matrix product of a linear layer, before its bias is added.</summary>
    public void AddProduct(string weight, IProductAdapter adapter) => _model.HooksAt(weight).Products.Add(adapter);

    /// <summary>At the output of a linear layer or a block.</summary>
    public void AddOutput(string place, IOutputAdapter adapter) => _model.HooksAt(place).Outputs.Add(adapter);

    /// <summary>At the output of a feed-forward layer, reading its sum with the residual stream.</summary>
    public void AddSum(string weight, IOutputAdapter adapter) => _model.HooksAt(weight).Sums.Add(adapter);
}
