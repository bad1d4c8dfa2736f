using Clt.Kernels.Libtorch;
using TorchSharp;
using static Clt.Kernels.Libtorch.TensorMemory;
using static TorchSharp.torch;

namespace Clt.Kernels.Simd;

/// <summary>A gated activation: f(gate) · up from one projection that holds both. Only the input is kept for the backward pass.</summary>
internal sealed unsafe class Gated(Activation kind) : AutogradFunction
{
    /// <summary>x [N, 2F], gate first, to [N, F].</summary>
    /// <exception cref="ArgumentException">The shape or type of x is another.</exception>
    internal Tensor Of(Tensor x)
    {
        if (!Arguments.Supported(x) || x.dim() != 2 || x.size(1) % 2 != 0)
            throw new ArgumentException($"a gated activation takes [tokens, 2F] of fp32 or bf16 on the CPU, not {Arguments.Kind(x)}");
        if (!Enum.IsDefined(kind))
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "not an activation");
        return Apply(x)[0];
    }

    protected override Tensor[] Forward(Tensor?[] inputs)
    {
        using var x = inputs[0]!.contiguous();
        var y = empty([x.size(0), x.size(1) / 2], x.dtype);
        if (x.dtype == ScalarType.Float32)
            Forward<Fp32>(x, y);
        else
            Forward<Bf16>(x, y);
        Save(x);
        return [y];
    }

    protected override Tensor?[] Backward(Tensor?[] saved, Tensor?[] gradients)
    {
        Tensor x = saved[0]!,
            dy = gradients[0]!.contiguous(),
            dx = empty_like(x);
        if (x.dtype == ScalarType.Float32)
            Backward<Fp32>(x, dy, dx);
        else
            Backward<Bf16>(x, dy, dx);
        return [dx];
    }

    private void Forward<T>(Tensor x, Tensor y)
        where T : unmanaged, IElement<T>
    {
        T* from = Pointer<T>(x),
            to = Pointer<T>(y);
        var (rows, width) = (y.size(0), y.size(1));
        switch (kind)
        {
            case Activation.SiLU:
                GatedLoops.Forward<SiluGate, T>(from, to, rows, width);
                break;
            case Activation.Gelu:
                GatedLoops.Forward<GeluGate, T>(from, to, rows, width);
                break;
            case Activation.GeluTanh:
                GatedLoops.Forward<GeluTanhGate, T>(from, to, rows, width);
                break;
            case Activation.Relu:
                GatedLoops.Forward<ReluGate, T>(from, to, rows, width);
                break;
        }

        KeepAlive(x, y);
    }

    private void Backward<T>(Tensor x, Tensor dy, Tensor dx)
        where T : unmanaged, IElement<T>
    {
        T* from = Pointer<T>(x),
            sent = Pointer<T>(dy),
            to = Pointer<T>(dx);
        var (rows, width) = (dy.size(0), dy.size(1));
        switch (kind)
        {
            case Activation.SiLU:
                GatedLoops.Backward<SiluGate, T>(from, sent, to, rows, width);
                break;
            case Activation.Gelu:
                GatedLoops.Backward<GeluGate, T>(from, sent, to, rows, width);
                break;
            case Activation.GeluTanh:
                GatedLoops.Backward<GeluTanhGate, T>(from, sent, to, rows, width);
                break;
            case Activation.Relu:
                GatedLoops.Backward<ReluGate, T>(from, sent, to, rows, width);
                break;
        }

        KeepAlive(x, dy, dx);
    }
}
