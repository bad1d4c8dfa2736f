using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels;

/// <summary>
/// Every operation of <see cref="Ops"/> composed from libtorch's own, on any device: what runs on devices and where there are no fused
/// kernels, and what its kernels are tested against. Shapes and meanings are those of <see cref="Ops"/>. Tensors are on one device, but for
/// boundaries, targets and runs of keys: these decide what is computed, and lie on the host.
/// </summary>
public static partial class Reference
{
    public static Tensor RmsNorm(Tensor x, Tensor weight, double eps, double offset = 0)
    {
        if (HasFusedOperators(x) && offset == 0 && weight.dim() == 1 && weight.dtype == x.dtype)
            return FusedRmsNorm(x, weight, eps);
        using var scope = NewDisposeScope();
        var wide = x.to_type(ScalarType.Float32);
        var normed = wide * (wide * wide).mean([-1L], true).add(eps).rsqrt();
        var scale = weight.to_type(ScalarType.Float32);
        return (normed * (offset == 0 ? scale : scale.add(offset))).to_type(x.dtype).MoveToOuterDisposeScope();
    }

    public static (Tensor Normed, Tensor Residual) AddRmsNorm(Tensor x, Tensor residual, Tensor weight, double eps, double offset = 0)
    {
        var sum = x + residual;
        return (RmsNorm(sum, weight, eps, offset), sum);
    }

    public static Tensor LayerNorm(Tensor x, Tensor weight, Tensor? bias, double eps)
    {
        using var scope = NewDisposeScope();
        var wide = x.to_type(ScalarType.Float32);
        var centred = wide - wide.mean([-1L], true);
        var normed = centred * (centred * centred).mean([-1L], true).add(eps).rsqrt() * weight.to_type(ScalarType.Float32);
        if (bias is not null)
            normed = normed + bias.to_type(ScalarType.Float32);
        return normed.to_type(x.dtype).MoveToOuterDisposeScope();
    }

    public static (Tensor Normed, Tensor Residual) AddLayerNorm(Tensor x, Tensor residual, Tensor weight, Tensor? bias, double eps)
    {
        var sum = x + residual;
        return (LayerNorm(sum, weight, bias, eps), sum);
    }

    public static (Tensor Q, Tensor K) Rotary(Tensor q, Tensor k, Tensor cos, Tensor sin, Tensor positions, bool interleaved) =>
        (Rotate(q, cos, sin, positions, interleaved), Rotate(k, cos, sin, positions, interleaved));

    public static Tensor GatedActivation(Tensor gateUp, Activation kind)
    {
        using var scope = NewDisposeScope();
        var width = gateUp.size(1) / 2;
        var gate = gateUp.narrow(1, 0, width).to_type(ScalarType.Float32);
        var up = gateUp.narrow(1, width, width).to_type(ScalarType.Float32);
        return (Activate(gate, kind) * up).to_type(gateUp.dtype).MoveToOuterDisposeScope();
    }

    public static Tensor Embedding(Tensor weight, Tensor ids)
    {
        using var scope = NewDisposeScope();
        long[] shape = [.. ids.shape, weight.size(1)];
        return weight.index_select(0, ids.flatten()).view(shape).MoveToOuterDisposeScope();
    }

    internal static Tensor Rotate(Tensor x, Tensor cos, Tensor sin, Tensor positions, bool interleaved)
    {
        using var scope = NewDisposeScope();
        long tokens = x.size(0),
            heads = x.size(1),
            width = x.size(2),
            half = cos.size(1);
        var c = cos.to_type(ScalarType.Float32).index_select(0, positions).unsqueeze(1);
        var s = sin.to_type(ScalarType.Float32).index_select(0, positions).unsqueeze(1);
        var turned = x.narrow(2, 0, 2 * half).to_type(ScalarType.Float32);
        var pairs = interleaved ? turned.reshape(tokens, heads, half, 2) : turned.reshape(tokens, heads, 2, half).transpose(2, 3);
        Tensor a = pairs.select(3, 0),
            b = pairs.select(3, 1);
        Tensor[] parts = [a * c - b * s, b * c + a * s];
        var y = (interleaved ? stack(parts, 3).reshape(tokens, heads, 2 * half) : cat(parts, 2)).to_type(x.dtype);
        if (2 * half < width)
            y = cat([y, x.narrow(2, 2 * half, width - 2 * half)], 2);
        return y.MoveToOuterDisposeScope();
    }

    private static Tensor Activate(Tensor x, Activation kind) =>
        kind switch
        {
            Activation.SiLU => x * x.sigmoid(),
            Activation.Gelu => x * (1 + (x * (1 / Math.Sqrt(2))).erf()) * 0.5,
            Activation.GeluTanh => x * (1 + ((x + x * x * x * 0.044715) * Math.Sqrt(2 / Math.PI)).tanh()) * 0.5,
            Activation.Relu => x.relu(),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not an activation"),
        };
}
