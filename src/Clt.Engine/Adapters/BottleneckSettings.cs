namespace Clt.Engine.Adapters;

/// <summary>Adapters of two small linear layers with a residual around them: y = x + U f(D n(x)).</summary>
public sealed record BottleneckSettings
{
    public AdapterPlacement Placement { get; init; }

    /// <summary>Rows of D; null for half of the model's width. The model's width itself makes no bottleneck (Lai et al. 2022).</summary>
    public int? Width { get; init; }

    /// <summary>f.</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunction.Relu;

    /// <summary>Whether n is a layer norm; else it is nothing.</summary>
    public bool Norm { get; init; }

    internal void Check()
    {
        if (Width is < 1) throw new InputException($"the adapter's width is {Width}", "adapter, width", "Give at least 1.");
    }
}
