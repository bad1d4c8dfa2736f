using System.Runtime.CompilerServices;
using Clt.Kernels.Libtorch;
using static Clt.Kernels.Simd.Lanes;
using static TorchSharp.torch;

namespace Clt.Kernels.Simd;

/// <summary>
/// One step of Adafactor (Shazeer and Stern 2018, arXiv 1804.04235) on ranges that are single tensors, in transformers' order of
/// operations. The gradient's content is used up.
/// </summary>
internal sealed unsafe class AdafactorStep : IFlatUpdate
{
    private readonly float _size,
        _keep,
        _old1,
        _new1;
    private readonly bool _first;

    private AdafactorStep(double step, double keep, double? beta1)
    {
        (_size, _keep, _first) = ((float)step, (float)keep, beta1 is not null);
        (_old1, _new1) = ((float)(beta1 ?? 0), (float)(1 - (beta1 ?? 0)));
    }

    /// <summary>One step on all ranges.</summary>
    /// <param name="step">What every optimiser is given.</param>
    /// <param name="numbers">Adafactor's own; its rate and clip factor are the step's.</param>
    /// <param name="second">The second moments of all ranges.</param>
    /// <param name="places">Where those of each range begin.</param>
    /// <param name="first">First moment, shaped as the parameters, or null.</param>
    internal static void Run(FlatStep step, AdafactorNumbers numbers, Tensor second, long[] places, Tensor? first)
    {
        step.Check((first, "the first moment"));
        FlatStep.CheckBuffer(second, second.NumberOfElements, "the second moments");
        float* p = TensorMemory.Pointer<float>(step.Parameters),
            g = TensorMemory.Pointer<float>(step.Gradient);
        var v = TensorMemory.Pointer<float>(second);
        for (var i = 0; i < step.Ranges.Count; i++)
        {
            var range = step.Ranges[i];
            if (range.Length == 0)
                continue;
            var states = range.Columns == 1 ? range.Length : range.Rows + range.Columns;
            if (places[i] < 0 || places[i] + states > second.NumberOfElements)
                throw new ArgumentException("a range's second moments lie outside their buffer");
            var own = numbers with { Rate = numbers.Rate * range.RateScale };
            var update = Prepare(range, own, p + range.Start, g + range.Start, v + places[i], first is not null);
            FlatLoop.Run(step with { Ranges = [range] }, _ => update, (first, "the first moment"));
        }

        TensorMemory.KeepAlive(step.Parameters, step.Gradient, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Update(float** buffers, long count)
    {
        float* p = buffers[0],
            g = buffers[1],
            m = buffers[2];
        Lane16 size = All(_size),
            keep = All(_keep),
            old1 = All(_old1),
            new1 = All(_new1);
        for (var i = 0L; i < count; i += Lanes.Count)
        {
            var change = Load(g + i) * size;
            if (_first)
            {
                change = MultiplyAdd(Load(m + i), old1, change * new1);
                Store(m + i, change);
            }

            Store(p + i, Load(p + i) * keep - change);
        }
    }

    /// <summary>Brings the second moments of a part up to date and divides its gradient by their root.</summary>
    private static AdafactorStep Prepare(FlatRange range, AdafactorNumbers numbers, float* p, float* g, float* moments, bool hasFirst)
    {
        var squares =
            range.Columns == 1
                ? AdafactorMoments.Vector(g, moments, range.Length, numbers)
                : AdafactorMoments.Matrix(g, moments, range.Rows, range.Columns, numbers);
        var size = numbers.Rate;
        if (numbers.Scale)
            size *= Math.Max(numbers.ScaleEpsilon, Math.Sqrt(SquareSum.Of(p, range.Length) / range.Length));
        var clipped = size / Math.Max(1, Math.Sqrt(squares / range.Length) / numbers.Threshold);
        return new AdafactorStep(clipped, 1 - range.WeightDecay * size, hasFirst ? numbers.Beta1 : null);
    }
}

/// <summary>Adafactor's settings at one step.</summary>
/// <param name="Rate">Learning rate of a part, before it is scaled by the parameters' size.</param>
/// <param name="Clip">Multiplies the gradient.</param>
/// <param name="Decay">How much of the second moments stays.</param>
/// <param name="Beta1">How much of the first moment stays.</param>
/// <param name="Epsilon">Added to squared gradients.</param>
/// <param name="ScaleEpsilon">The least size of parameters that rates are scaled by.</param>
/// <param name="Threshold">Greatest root mean square of an update.</param>
/// <param name="Scale">Multiply the rate by the root mean square of the parameters.</param>
internal readonly record struct AdafactorNumbers(
    double Rate,
    double Clip,
    double Decay,
    double Beta1,
    double Epsilon,
    double ScaleEpsilon,
    double Threshold,
    bool Scale
);
