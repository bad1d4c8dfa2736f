using Clt.Kernels.Libtorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels;

/// <summary>A linear layer x · Wᵀ (+ b) whose three products are <see cref="MatrixProducts"/>.</summary>
internal sealed class LinearLayer : AutogradFunction
{
    /// <summary>[N, out] of [N, in].</summary>
    internal static Tensor Of(Tensor x, Tensor weight, Tensor? bias) => new LinearLayer().Apply(x, weight, bias)[0];

    protected override Tensor[] Forward(Tensor?[] inputs)
    {
        using var scope = NewDisposeScope();
        var (x, weight, bias) = (inputs[0]!.contiguous(), inputs[1]!.contiguous(), inputs[2]?.contiguous());
        Save(x, weight);
        return [MatrixProducts.ByOneDnn(x, weight.t(), bias).MoveToOuterDisposeScope()];
    }

    protected override Tensor?[] Backward(Tensor?[] saved, Tensor?[] gradients)
    {
        var (x, weight, dy) = (saved[0]!, saved[1]!, gradients[0]!.contiguous());
        return
        [
            Wants(0) ? MatrixProducts.Of(dy, weight) : null,
            Wants(1) ? MatrixProducts.Of(dy.t(), x) : null,
            Wants(2) ? dy.sum([0L]) : null,
        ];
    }
}
