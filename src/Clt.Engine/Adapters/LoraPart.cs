using Clt.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Adapters;

/// <summary>
/// The low-rank matrices for the rows of a weight that are one layer in files. All of them are fp32, whatever the weight is.
/// </summary>
/// <param name="start">First row.</param>
/// <param name="a">[r, in].</param>
/// <param name="b">[rows, r].</param>
/// <param name="magnitude">[rows] for DoRA, or null.</param>
/// <param name="scale">s.</param>
/// <param name="dropout">Share of the input of A that is dropped while gradients are recorded.</param>
internal sealed class LoraPart(long start, Tensor a, Tensor b, Tensor? magnitude, double scale, double dropout)
{
    public long Start => start;

    public long Rows => b.shape[0];

    /// <summary>Whether it adds <see cref="Low"/> and does nothing else now.</summary>
    public bool IsSum => magnitude is null && (dropout == 0 || !is_grad_enabled());

    public LowRankPart Low => new(start, a, b, scale);

    /// <param name="x">[N, in], fp32.</param>
    /// <param name="product">[N, rows] of the weight alone.</param>
    /// <param name="weight">[out, in]: the whole weight.</param>
    /// <returns>[N, rows].</returns>
    public Tensor Of(Tensor x, Tensor product, Tensor weight)
    {
        var kept = dropout > 0 && is_grad_enabled() ? nn.functional.dropout(x, dropout, training: true) : x;
        var update = nn.functional.linear(nn.functional.linear(kept, a), b) * scale;
        if (magnitude is null)
            return product + update.to_type(product.dtype);
        Tensor norm;
        using (no_grad())
            norm = Updated(weight).norm(1);
        return ((product.to_type(ScalarType.Float32) + update) * (magnitude / norm)).to_type(product.dtype);
    }

    /// <summary>Starts DoRA where the base is: each row's magnitude is its length.</summary>
    public void ResetMagnitude(Tensor weight)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        magnitude?.copy_(Updated(weight).norm(1));
    }

    /// <summary>Makes the weight's rows what the adapter makes of them, computed in fp32 and rounded once.</summary>
    public void MergeInto(Tensor weight)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var updated = Updated(weight);
        if (magnitude is not null)
            updated = updated * (magnitude / updated.norm(1)).unsqueeze(1);
        weight.narrow(0, start, Rows).copy_(updated);
    }

    /// <summary>[rows, in]: W + s B A.</summary>
    private Tensor Updated(Tensor weight) => weight.narrow(0, start, Rows).to_type(ScalarType.Float32) + b.mm(a) * scale;
}
