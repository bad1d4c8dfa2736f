using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Parameters;

/// <summary>What active adapters do at one place of a model, in the order in which they were activated.</summary>
internal sealed class AdapterHooks
{
    public List<IProductAdapter> Products { get; } = [];

    public List<IOutputAdapter> Outputs { get; } = [];

    /// <summary>Behind a feed-forward layer: those that read its sum with the residual stream.</summary>
    public List<IOutputAdapter> Sums { get; } = [];

    public bool IsEmpty => Products.Count == 0 && Outputs.Count == 0;

    /// <summary>A linear layer with its adapters.</summary>
    public Tensor Linear(Tensor x, Tensor weight, Tensor? bias)
    {
        var y = LowRank() is { } sums && Ops.TakesLowRank(x, weight, sums) ? Ops.LowRankLinear(x, weight, sums) : Composed(x, weight);
        return Output(bias is null ? y : y + bias);
    }

    public Tensor Output(Tensor y)
    {
        foreach (var adapter in Outputs)
            y = adapter.Of(y);
        return y;
    }

    /// <summary>A feed-forward layer's output with the adapters that read its sum.</summary>
    /// <param name="y">[N, D]: the output.</param>
    /// <param name="sum">From an output to its sum with the residual stream, normalised where the block does so.</param>
    public Tensor OutputOfSums(Tensor y, Func<Tensor, Tensor> sum)
    {
        foreach (var adapter in Sums)
            y = adapter.Of(y, sum(y));
        return y;
    }

    private Tensor Composed(Tensor x, Tensor weight)
    {
        var y = Ops.Linear(x, weight);
        foreach (var adapter in Products)
            y = adapter.Of(x, y, weight);
        return y;
    }

    /// <summary>What all adapters of the product add, where each only adds low-rank products.</summary>
    private List<LowRankPart>? LowRank()
    {
        var all = new List<LowRankPart>();
        foreach (var adapter in Products)
        {
            if (adapter.Sums() is not { } sums)
                return null;
            all.AddRange(sums);
        }

        return all.Count > 0 ? all : null;
    }
}

/// <summary>Changes the output of a linear layer or of a whole block.</summary>
public interface IOutputAdapter
{
    /// <summary>[N, D]: the output with what the adapter adds.</summary>
    /// <param name="output">[N, D].</param>
    /// <param name="reads">[N, D]: what the adapter computes from; null for the output.</param>
    Tensor Of(Tensor output, Tensor? reads = null);
}

/// <summary>Changes what a linear layer's matrix gives, before its bias is added.</summary>
public interface IProductAdapter
{
    /// <param name="x">[N, in]: the layer's input.</param>
    /// <param name="product">[N, out]: x · Wᵀ, perhaps changed already by another adapter.</param>
    /// <param name="weight">[out, in]: W.</param>
    /// <returns>[N, out].</returns>
    Tensor Of(Tensor x, Tensor product, Tensor weight);

    /// <summary>The low-rank products that are the whole change, or null where it is more than their sum.</summary>
    IReadOnlyList<LowRankPart>? Sums();
}
