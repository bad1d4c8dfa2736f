using Clt.Kernels.Libtorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels;

/// <summary>Logits of one chunk of rows after the other, in the same memory.</summary>
internal sealed class HeadProducts(Tensor weight, long most)
{
    private readonly Tensor _memory = empty([most, weight.size(0)], dtype: ScalarType.Float32, device: weight.device);
    private readonly Tensor _across = weight.t();

    /// <summary>hidden · weightᵀ (+ bias), [n, V] fp32.</summary>
    internal Tensor Logits(Tensor hidden, Tensor? bias)
    {
        var logits = _memory.narrow(0, 0, hidden.size(0));
        if (weight.dtype == ScalarType.Float32)
            MatrixProducts.Into(logits, hidden, _across);
        else
            logits.copy_(hidden.mm(_across));
        return bias is null ? logits : logits.add_(bias);
    }
}
