using Clt.Kernels.Libtorch;
using TorchSharp;
using static Clt.Kernels.Libtorch.TensorMemory;
using static TorchSharp.torch;

namespace Clt.Kernels.Simd;

/// <summary>
/// Rotary position embedding (Su et al. 2021, arXiv 2104.09864) of queries or keys, for models that treat them between projection and
/// attention; attention rotates on its own where nothing stands between.
/// </summary>
internal sealed unsafe class Rotary(bool interleaved) : AutogradFunction
{
    /// <summary>cos, sin and positions.</summary>
    private Tensor[] _tables = [];

    /// <summary>x [N, heads, width] turned by the rows of cos and sin [P, R], R at most width / 2, that positions [N] name.</summary>
    /// <exception cref="ArgumentException">Shapes or types do not fit, or a position is outside the tables.</exception>
    internal Tensor Of(Tensor x, Tensor cos, Tensor sin, Tensor positions)
    {
        if (!Arguments.Supported(x) || x.dim() != 3)
            throw new ArgumentException($"a rotation takes [tokens, heads, width] of fp32 or bf16 on the CPU, not {Arguments.Kind(x)}");
        if (cos.dim() != 2 || !Arguments.SameShape(cos, sin) || 2 * cos.size(1) > x.size(2))
        {
            throw new ArgumentException(
                $"cos {Arguments.Shape(cos)} and sin {Arguments.Shape(sin)} do not fit a head width of {x.size(2)}"
            );
        }

        if (positions.numel() != x.size(0))
            throw new ArgumentException($"{positions.numel()} positions for {x.size(0)} tokens");
        using var places = Indices.Of(positions, cos.size(0), "position");
        using Tensor wideCos = AsFloat(cos),
            wideSin = AsFloat(sin);
        _tables = [wideCos, wideSin, places];
        return Apply(x)[0];
    }

    protected override Tensor[] Forward(Tensor?[] inputs)
    {
        Save(_tables);
        return [Turn(inputs[0]!, _tables, 1)];
    }

    /// <summary>A rotation is orthogonal: its gradient is the rotation back.</summary>
    protected override Tensor?[] Backward(Tensor?[] saved, Tensor?[] gradients) => [Turn(gradients[0]!, saved, -1)];

    private Tensor Turn(Tensor input, ReadOnlySpan<Tensor?> tables, float direction)
    {
        var y = empty(input.shape, input.dtype);
        using var x = input.stride(-1) == 1 ? input.alias() : input.contiguous();
        var shape = new RotaryShape
        {
            Tokens = x.size(0),
            Heads = x.size(1),
            Width = x.size(2),
            Half = tables[0]!.size(1),
            TokenStride = x.stride(0),
            HeadStride = x.stride(1),
            Cos = Pointer<float>(tables[0]!),
            Sin = Pointer<float>(tables[1]!),
            Positions = Pointer<long>(tables[2]!),
            Direction = direction,
            Interleaved = interleaved,
        };
        if (x.dtype == ScalarType.Float32)
            RotaryLoops.Run(shape, Pointer<Fp32>(x), Pointer<Fp32>(y));
        else
            RotaryLoops.Run(shape, Pointer<Bf16>(x), Pointer<Bf16>(y));
        KeepAlive(x, y, tables[0], tables[1], tables[2]);
        return y;
    }
}
