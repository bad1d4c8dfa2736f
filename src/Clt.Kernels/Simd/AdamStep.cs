using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Clt.Kernels.Simd.Lanes;
using static TorchSharp.torch;

namespace Clt.Kernels.Simd;

/// <summary>One step of Adam with decoupled decay (Loshchilov and Hutter, arXiv 1711.05101) or with decay added to the gradient.</summary>
internal sealed unsafe class AdamStep : IFlatUpdate
{
    private readonly float _clip,
        _decay,
        _keep,
        _size,
        _new1,
        _old2,
        _new2,
        _root,
        _epsilon;
    private readonly bool _greatest;

    private AdamStep(FlatStep step, FlatRange range, AdamNumbers numbers, bool greatest)
    {
        var rate = step.Rate * range.RateScale;
        _clip = (float)step.ClipFactor;
        _decay = numbers.CoupledDecay ? (float)range.WeightDecay : 0;
        _keep = numbers.CoupledDecay ? 1 : (float)(1 - rate * range.WeightDecay);
        _size = (float)(rate / numbers.Correction1);
        (_new1, _old2, _new2) = ((float)(1 - numbers.Beta1), (float)numbers.Beta2, (float)(1 - numbers.Beta2));
        (_root, _epsilon) = ((float)(1 / Math.Sqrt(numbers.Correction2)), (float)numbers.Epsilon);
        _greatest = greatest;
    }

    /// <summary>One step on all ranges.</summary>
    /// <param name="step">What every optimiser is given.</param>
    /// <param name="first">First moment, shaped as the parameters.</param>
    /// <param name="second">Second moment.</param>
    /// <param name="greatest">The greatest second moment so far, which AMSGrad divides by; or null.</param>
    /// <param name="numbers">Adam's own settings.</param>
    internal static void Run(FlatStep step, Tensor first, Tensor second, Tensor? greatest, AdamNumbers numbers) =>
        FlatLoop.Run(
            step,
            range => new AdamStep(step, range, numbers, greatest is not null),
            (first, "the first moment"),
            (second, "the second moment"),
            (greatest, "the greatest second moment")
        );

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Update(float** buffers, long count)
    {
        float* p = buffers[0],
            g = buffers[1],
            m = buffers[2],
            v = buffers[3],
            top = buffers[4];
        Lane16 clip = All(_clip),
            decay = All(_decay),
            keep = All(_keep),
            size = All(_size);
        Lane16 new1 = All(_new1),
            old2 = All(_old2),
            new2 = All(_new2),
            root = All(_root),
            epsilon = All(_epsilon);
        for (var i = 0L; i < count; i += Lanes.Count)
        {
            var weights = Load(p + i);
            var gradient = MultiplyAdd(decay, weights, Load(g + i) * clip);
            var mean = Load(m + i);
            mean = MultiplyAdd(gradient - mean, new1, mean);
            var square = MultiplyAdd(Load(v + i), old2, gradient * gradient * new2);
            Store(m + i, mean);
            Store(v + i, square);
            if (_greatest)
            {
                square = Max(Load(top + i), square);
                Store(top + i, square);
            }

            var change = size * mean / MultiplyAdd(Vector512.Sqrt(square), root, epsilon);
            Store(p + i, weights * keep - change);
        }
    }
}

/// <summary>Adam's settings at one step.</summary>
/// <param name="Beta1">How much of the first moment stays.</param>
/// <param name="Beta2">How much of the second moment stays.</param>
/// <param name="Epsilon">Added to the root of the second moment.</param>
/// <param name="Correction1">What the first moment is divided by: 1 − beta1^step, or 1.</param>
/// <param name="Correction2">What the second moment is divided by.</param>
/// <param name="CoupledDecay">Decay is added to the gradient, instead of shrinking the weights.</param>
internal readonly record struct AdamNumbers(
    double Beta1,
    double Beta2,
    double Epsilon,
    double Correction1,
    double Correction2,
    bool CoupledDecay
);
