using System.Runtime.CompilerServices;
using static Clt.Kernels.Simd.Lanes;
using static TorchSharp.torch;

namespace Clt.Kernels.Simd;

/// <summary>One step of stochastic gradient descent, decay added to the gradient, in torch's order of operations.</summary>
internal sealed unsafe class SgdStep : IFlatUpdate
{
    private readonly float _clip,
        _decay,
        _size,
        _old,
        _new;
    private readonly bool _momentum,
        _nesterov;

    private SgdStep(FlatStep step, FlatRange range, double old, double added, bool hasMomentum, bool nesterov)
    {
        (_clip, _decay, _size) = ((float)step.ClipFactor, (float)range.WeightDecay, (float)(step.Rate * range.RateScale));
        (_old, _new, _momentum, _nesterov) = ((float)old, (float)added, hasMomentum, nesterov);
    }

    /// <summary>One step on all ranges.</summary>
    /// <param name="step">What every optimiser is given.</param>
    /// <param name="momentum">Momentum, shaped as the parameters, or null.</param>
    /// <param name="old">How much of the momentum stays.</param>
    /// <param name="added">How much of the gradient is added to it: 1 at the first step, which fills it.</param>
    /// <param name="nesterov">Look ahead by the momentum that is to come.</param>
    internal static void Run(FlatStep step, Tensor? momentum, double old, double added, bool nesterov) =>
        FlatLoop.Run(step, range => new SgdStep(step, range, old, added, momentum is not null, nesterov), (momentum, "the momentum"));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Update(float** buffers, long count)
    {
        float* p = buffers[0],
            g = buffers[1],
            m = buffers[2];
        Lane16 clip = All(_clip),
            decay = All(_decay),
            size = All(_size),
            old = All(_old),
            added = All(_new);
        for (var i = 0L; i < count; i += Lanes.Count)
        {
            var weights = Load(p + i);
            var gradient = MultiplyAdd(decay, weights, Load(g + i) * clip);
            if (_momentum)
            {
                var mean = MultiplyAdd(Load(m + i), old, gradient * added);
                Store(m + i, mean);
                gradient = _nesterov ? MultiplyAdd(old, mean, gradient) : mean;
            }

            Store(p + i, MultiplySubtract(size, gradient, weights));
        }
    }
}
