using Clt.Kernels.Libtorch;
using TorchSharp;
using static Clt.Kernels.Libtorch.TensorMemory;
using static TorchSharp.torch;

namespace Clt.Kernels.Simd.LowRank;

/// <summary>
/// A linear layer with low-rank adapters (Hu et al. 2021, arXiv 2106.09685): x · Wᵀ, to which each part adds s · (x · Aᵀ) · Bᵀ on its
/// columns. The low-rank products are fp32.
/// </summary>
internal sealed unsafe class LowRankLinear : AutogradFunction
{
    private readonly LowRankPlan _plan;

    private LowRankLinear(LowRankPlan plan) => _plan = plan;

    /// <summary>The layer's outputs.</summary>
    /// <param name="x">[N, in], fp32 or bf16; in is a multiple of 16.</param>
    /// <param name="weight">[out, in], of the type of x.</param>
    /// <param name="parts">fp32; their outputs are multiples of 16.</param>
    /// <returns>[N, out].</returns>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    internal static Tensor Of(Tensor x, Tensor weight, IReadOnlyList<LowRankPart> parts)
    {
        if (!Arguments.Supported(x) || x.dim() != 2 || weight.dim() != 2 || x.dtype != weight.dtype || x.size(1) != weight.size(1))
        {
            throw new ArgumentException(
                $"x {Arguments.Kind(x)} and weight {Arguments.Kind(weight)} do not fit: matrices of fp32 or of bf16, of one width"
            );
        }

        if (parts.Count == 0)
            throw new ArgumentException("a low-rank layer has at least one part");
        var plan = LowRankPlan.Of(x.size(1), weight.size(0), parts);
        return new LowRankLinear(plan).Apply([x, weight, .. parts.SelectMany(p => (Tensor[])[p.A, p.B])])[0];
    }

    protected override Tensor[] Forward(Tensor?[] inputs)
    {
        using var scope = NewDisposeScope();
        Tensor x = inputs[0]!.contiguous(),
            weight = inputs[1]!.contiguous(),
            y = MatrixProducts.Of(x, weight.t());
        Tensor wide = AsFloat(x),
            sums = SumsFor(y),
            down = Downs(inputs).t().contiguous();
        Tensor[] ups = [.. Ups(inputs).Select(u => u.t().contiguous())];
        var middle = empty([x.size(0), _plan.Middle], ScalarType.Float32);
        LowRankLoops.Forward(
            _plan,
            Pointer<float>(wide),
            Pointer<float>(down),
            Pointers(ups),
            Pointer<float>(middle),
            Pointer<float>(sums),
            x.size(0),
            x.size(1),
            weight.size(0)
        );
        KeepAlive([wide, down, middle, sums, .. ups]);
        if (!ReferenceEquals(sums, y))
            y.add_(sums);
        Save([x, weight, middle, .. inputs.AsSpan(2)]);
        return [y.MoveToOuterDisposeScope()];
    }

    protected override Tensor?[] Backward(Tensor?[] saved, Tensor?[] gradients)
    {
        Tensor x = saved[0]!,
            weight = saved[1]!,
            middle = saved[2]!,
            dy = gradients[0]!.contiguous();
        ReadOnlySpan<Tensor?> matrices = saved.AsSpan(1);
        var dx = Wants(0) ? MatrixProducts.Of(dy, weight) : null;
        var sums = dx is null ? null : SumsFor(dx);
        Tensor wide = AsFloat(x),
            wideDy = AsFloat(dy),
            dmiddle = empty_like(middle),
            down = Downs(matrices).contiguous();
        Tensor[] ups = [.. Ups(matrices).Select(u => u.contiguous())];
        LowRankLoops.Backward(
            _plan,
            Pointer<float>(wideDy),
            Pointers(ups),
            Pointer<float>(down),
            Pointer<float>(dmiddle),
            PointerOrNull<float>(sums),
            x.size(0),
            x.size(1),
            weight.size(0)
        );
        KeepAlive([down, .. ups]);
        if (sums is not null && !ReferenceEquals(sums, dx))
            dx!.add_(sums);
        List<Tensor?> result = [dx, Wants(1) ? MatrixProducts.Of(dy.t(), x) : null];
        var ddown = Transposed(wide, 0, x.size(1), dmiddle, 0, _plan.Middle);
        foreach (var part in _plan.Parts)
        {
            var dup = Transposed(wideDy, part.Start, part.Columns, middle, part.At, part.Room);
            result.Add(ddown.narrow(1, part.At, part.Rank).t().contiguous());
            result.Add(dup.narrow(1, 0, part.Rank) * part.Scale);
        }

        return [.. result];
    }

    /// <summary>Where to add in fp32 to a product: itself, or zeros to be added to it.</summary>
    private static Tensor SumsFor(Tensor product) =>
        product.dtype == ScalarType.Float32 ? product : zeros(product.shape, ScalarType.Float32);

    private static nint[] Pointers(Tensor[] tensors) => [.. tensors.Select(t => (nint)Pointer<float>(t))];

    /// <summary>[columns of a, columns of b] = aᵀ · b of some columns of each.</summary>
    private static Tensor Transposed(Tensor a, long aStart, long aColumns, Tensor b, long bStart, long bColumns)
    {
        var c = empty([aColumns, bColumns], ScalarType.Float32);
        float* left = Pointer<float>(a) + aStart,
            right = Pointer<float>(b) + bStart;
        SkinnyProducts.Transposed(left, a.size(1), right, b.size(1), Pointer<float>(c), a.size(0), bColumns, aColumns);
        KeepAlive(a, b, c);
        return c;
    }

    /// <summary>[Middle, width]: the parts' A one below another, zeros where a rank is no whole number of vectors.</summary>
    /// <param name="inputs">Matrices from the third on: A and B of each part.</param>
    private Tensor Downs(ReadOnlySpan<Tensor?> inputs)
    {
        var all = new Tensor[_plan.Parts.Count];
        for (var i = 0; i < all.Length; i++)
        {
            var (a, behind) = (inputs[2 + 2 * i]!, _plan.Parts[i].Room - _plan.Parts[i].Rank);
            all[i] = behind == 0 ? a : nn.functional.pad(a, [0, 0, 0, behind]);
        }

        return all.Length == 1 ? all[0] : cat(all, 0);
    }

    /// <summary>Of each part [Columns, Room]: s · B, with zeros behind its columns.</summary>
    private Tensor[] Ups(ReadOnlySpan<Tensor?> inputs)
    {
        var all = new Tensor[_plan.Parts.Count];
        for (var i = 0; i < all.Length; i++)
        {
            var part = _plan.Parts[i];
            var scaled = inputs[3 + 2 * i]! * part.Scale;
            all[i] = part.Room == part.Rank ? scaled : nn.functional.pad(scaled, [0, part.Room - part.Rank]);
        }

        return all;
    }
}
