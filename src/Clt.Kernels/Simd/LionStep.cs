using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Clt.Kernels.Simd.Lanes;
using static TorchSharp.torch;

namespace Clt.Kernels.Simd;

/// <summary>One step of Lion (Chen et al. 2023, arXiv 2302.06675) with decoupled decay.</summary>
internal sealed unsafe class LionStep : IFlatUpdate
{
    private readonly float _clip,
        _size,
        _keep,
        _old1,
        _new1,
        _old2,
        _new2;

    private LionStep(FlatStep step, FlatRange range, double beta1, double beta2)
    {
        var rate = step.Rate * range.RateScale;
        (_clip, _size, _keep) = ((float)step.ClipFactor, (float)rate, (float)(1 - rate * range.WeightDecay));
        (_old1, _new1, _old2, _new2) = ((float)beta1, (float)(1 - beta1), (float)beta2, (float)(1 - beta2));
    }

    /// <summary>One step on all ranges.</summary>
    /// <param name="step">What every optimiser is given.</param>
    /// <param name="momentum">Momentum, shaped as the parameters.</param>
    /// <param name="beta1">The momentum's share of the direction.</param>
    /// <param name="beta2">How much of the momentum stays.</param>
    internal static void Run(FlatStep step, Tensor momentum, double beta1, double beta2) =>
        FlatLoop.Run(step, range => new LionStep(step, range, beta1, beta2), (momentum, "the momentum"));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Update(float** buffers, long count)
    {
        float* p = buffers[0],
            g = buffers[1],
            m = buffers[2];
        Lane16 clip = All(_clip),
            size = All(_size),
            keep = All(_keep);
        Lane16 old1 = All(_old1),
            new1 = All(_new1),
            old2 = All(_old2),
            new2 = All(_new2);
        for (var i = 0L; i < count; i += Lanes.Count)
        {
            Lane16 gradient = Load(g + i) * clip,
                momentum = Load(m + i);
            var direction = MultiplyAdd(momentum, old1, gradient * new1);
            var change = Vector512.GreaterThan(direction, Lane16.Zero) & size;
            change -= Vector512.LessThan(direction, Lane16.Zero) & size;
            Store(m + i, MultiplyAdd(momentum, old2, gradient * new2));
            Store(p + i, Load(p + i) * keep - change);
        }
    }
}
