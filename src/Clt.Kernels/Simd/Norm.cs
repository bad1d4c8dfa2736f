using Clt.Kernels.Libtorch;
using TorchSharp;
using static Clt.Kernels.Libtorch.TensorMemory;
using static TorchSharp.torch;

namespace Clt.Kernels.Simd;

/// <summary>
/// RMSNorm (Zhang and Sennrich 2019, arXiv 1910.07467) and LayerNorm (Ba et al. 2016, arXiv 1607.06450), with or without the residual
/// addition before them.
/// </summary>
/// <param name="centre">LayerNorm.</param>
/// <param name="eps">Added to the mean square or the variance.</param>
/// <param name="offset">Added to the weight.</param>
internal sealed unsafe class Norm(bool centre, double eps, double offset) : AutogradFunction
{
    private long[] _shape = [];
    private ScalarType _weightType;
    private ScalarType _biasType;
    private bool _added;

    /// <summary>norm(x), or norm(x + residual) and that sum.</summary>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    internal Tensor[] Of(Tensor x, Tensor? residual, Tensor weight, Tensor? bias)
    {
        if (!Arguments.Supported(x) || x.dim() < 1)
            throw new ArgumentException($"a norm takes fp32 or bf16 on the CPU with at least one dimension, not {Arguments.Kind(x)}");
        if (weight.dim() < 1 || weight.dim() > x.dim() || !x.shape[^(int)weight.dim()..].AsSpan().SequenceEqual(weight.shape))
            throw new ArgumentException($"the weight {Arguments.Shape(weight)} is not the end of x {Arguments.Shape(x)}");
        if (bias is not null && !Arguments.SameShape(bias, weight))
            throw new ArgumentException($"the bias {Arguments.Shape(bias)} and the weight {Arguments.Shape(weight)} differ in shape");
        if (residual is not null && !Arguments.Alike(residual, x))
            throw new ArgumentException($"x {Arguments.Kind(x)} and residual {Arguments.Kind(residual)} differ");
        return Apply(x, residual, weight, bias);
    }

    protected override Tensor[] Forward(Tensor?[] inputs)
    {
        Tensor weight = inputs[2]!;
        Tensor? bias = inputs[3];
        (_added, _shape, _weightType, _biasType) = (inputs[1] is not null, weight.shape, weight.dtype, bias?.dtype ?? weight.dtype);
        using var x = inputs[0]!.contiguous();
        using var residual = inputs[1]?.contiguous();
        using var scale = Rows(weight, offset);
        using var shift = bias is null ? null : Rows(bias, 0);
        Tensor y = empty_like(x),
            total = _added ? empty_like(x) : x;
        var s = Describe(x, scale, shift);
        using var inverse = empty(s.Rows, ScalarType.Float32);
        using var mean = centre ? empty(s.Rows, ScalarType.Float32) : null;
        if (x.dtype == ScalarType.Float32)
            Run<Fp32>();
        else
            Run<Bf16>();
        Save(total, scale, mean, inverse);
        return _added ? [y, total] : [y];

        void Run<T>()
            where T : unmanaged, IElement<T>
        {
            float* means = PointerOrNull<float>(mean),
                inverses = Pointer<float>(inverse);
            NormForward.Run(s, Pointer<T>(x), PointerOrNull<T>(residual), Pointer<T>(total), Pointer<T>(y), means, inverses);
            KeepAlive(x, residual, total, y, scale, shift, mean, inverse);
        }
    }

    protected override Tensor?[] Backward(Tensor?[] saved, Tensor?[] gradients)
    {
        Tensor x = saved[0]!,
            scale = saved[1]!,
            inverse = saved[3]!;
        var mean = saved[2];
        var direct = _added ? gradients[1]?.contiguous() : null;
        if (gradients[0] is not { } upstream)
            return [direct, direct, null, null];
        Tensor dy = upstream.contiguous(),
            dx = empty_like(x);
        var s = Describe(x, scale, null);
        var pieces = new RowPieces(s.Rows).Count;
        var dweight = Wants(2) ? zeros(Math.Max(pieces, 1), s.Groups, s.Room, ScalarType.Float32) : null;
        var dbias = Wants(3) ? zeros(Math.Max(pieces, 1), s.Groups, s.Room, ScalarType.Float32) : null;
        if (x.dtype == ScalarType.Float32)
            Run<Fp32>();
        else
            Run<Bf16>();
        return [dx, _added ? dx : null, Gradient(dweight, pieces, _weightType), Gradient(dbias, pieces, _biasType)];

        void Run<T>()
            where T : unmanaged, IElement<T>
        {
            float* means = PointerOrNull<float>(mean),
                inverses = Pointer<float>(inverse);
            float* weights = PointerOrNull<float>(dweight),
                biases = PointerOrNull<float>(dbias);
            NormBackward.Run(s, Pointer<T>(x), means, inverses, Pointer<T>(dy), PointerOrNull<T>(direct), Pointer<T>(dx), weights, biases);
            KeepAlive(x, mean, inverse, dy, direct, dx, dweight, dbias, scale);
        }
    }

    /// <summary>Weights in rows of whole vectors: [groups, room].</summary>
    private static Tensor Rows(Tensor weight, double offset)
    {
        using var scope = NewDisposeScope();
        var wide = AsFloat(weight);
        if (offset != 0)
            wide = wide + offset;
        var behind = Lanes.RoundUp(wide.size(-1)) - wide.size(-1);
        return (behind == 0 ? wide : nn.functional.pad(wide, [0, behind])).MoveToOuterDisposeScope();
    }

    private NormShape Describe(Tensor x, Tensor scale, Tensor? shift)
    {
        var width = x.size(-1);
        return new NormShape
        {
            Rows = width == 0 ? 0 : x.numel() / width,
            Width = width,
            Groups = width == 0 ? 1 : scale.numel() / scale.size(-1),
            Centre = centre,
            Eps = (float)eps,
            Weight = Pointer<float>(scale),
            Bias = PointerOrNull<float>(shift),
        };
    }

    private Tensor? Gradient(Tensor? parts, long pieces, ScalarType type)
    {
        if (parts is null)
            return null;
        PieceSums.Add(Pointer<float>(parts), pieces, parts.size(1) * parts.size(2));
        return parts[0].narrow(1, 0, _shape[^1]).reshape(_shape).to_type(type);
    }
}
