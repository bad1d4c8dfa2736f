using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Parameters;

/// <summary>Changes what a linear layer's matrix gives, before its bias is added.</summary>
internal interface IProductAdapter
{
    /// <param name="x">[N, in]: the layer's input.</param>
    /// <param name="product">[N, out]: x · Wᵀ, perhaps changed already by another adapter.</param>
    /// <param name="weight">[out, in]: W.</param>
    /// <returns>[N, out].</returns>
    Tensor Of(Tensor x, Tensor product, Tensor weight);

    /// <summary>The low-rank products that are the whole change, or null where it is more than their sum.</summary>
    IReadOnlyList<LowRankPart>? Sums();
}
