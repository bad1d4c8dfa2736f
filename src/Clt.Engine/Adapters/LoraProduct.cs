using Clt.Engine.Parameters;
using Clt.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Adapters;

/// <summary>The low-rank matrices of one weight, which may hold several layers of the files one above the other.</summary>
/// <param name="parts">In the order of their rows; rows of no part stay as they are.</param>
internal sealed class LoraProduct(IReadOnlyList<LoraPart> parts) : IProductAdapter
{
    public Tensor Of(Tensor x, Tensor product, Tensor weight)
    {
        var input = x.to_type(ScalarType.Float32);
        var (columns, at) = (new List<Tensor>(), 0L);
        foreach (var part in parts)
        {
            if (part.Start > at)
                columns.Add(product.narrow(1, at, part.Start - at));
            columns.Add(part.Of(input, product.narrow(1, part.Start, part.Rows), weight));
            at = part.Start + part.Rows;
        }

        if (product.shape[1] > at)
            columns.Add(product.narrow(1, at, product.shape[1] - at));
        return columns.Count == 1 ? columns[0] : cat(columns.ToArray(), 1);
    }

    public IReadOnlyList<LowRankPart>? Sums() => parts.All(p => p.IsSum) ? [.. parts.Select(p => p.Low)] : null;

    public void ResetMagnitude(Tensor weight)
    {
        foreach (var part in parts)
            part.ResetMagnitude(weight);
    }

    public void MergeInto(Tensor weight)
    {
        foreach (var part in parts)
            part.MergeInto(weight);
    }
}
