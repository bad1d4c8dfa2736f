using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Clt.Kernels.Simd.Lanes;

namespace Clt.Kernels.Simd;

/// <summary>
/// Cross-entropy of a row of logits and its gradient, in three passes over it, which a core's own cache holds. Sums are taken lane by
/// lane, in one order on every machine.
/// </summary>
internal readonly unsafe struct CrossEntropyRow(LossOptions options, bool isWanted)
{
    private readonly float _smoothing = (float)options.LabelSmoothing;
    private readonly float _cap = (float)options.SoftCap;
    private readonly float _scale = (float)options.LogitScale;
    private readonly float _z = (float)options.ZLoss;
    private readonly bool _weighted = options.ProbabilityWeighted;

    /// <summary>
    /// The loss of a row. Where gradients are wanted the row becomes the loss's gradient with respect to the logits before scale and cap,
    /// else it holds nothing of use afterwards.
    /// </summary>
    /// <param name="row">The head's products.</param>
    /// <param name="count">Size of the vocabulary.</param>
    /// <param name="target">Place of the target.</param>
    internal float Run(float* row, long count, long target)
    {
        var top = Shape(row, count);
        var hit = row[target];
        var spread = _smoothing > 0 ? Spread(row, count, top) : 0;

        // Without a cap the exponentials take the logits' place: the gradient needs nothing else.
        var keeps = isWanted && _cap == 0;
        var total = Exponentials(row, count, top, keeps);
        float logSum = MathF.Log(total),
            logTotal = top + logSum;
        var loss = logSum - (1 - _smoothing) * (hit - top) - _smoothing * spread / count + _z * logTotal * logTotal;
        var weight = _weighted ? MathF.Exp(-loss) : 1;
        if (isWanted)
        {
            var share = weight * (1 + 2 * _z * logTotal) * _scale / total;
            var even = weight * _smoothing / count * _scale;
            var reward = weight * (1 - _smoothing) * _scale;
            if (keeps)
                ShareOut(row, count, share, even);
            else
                ShareOutCapped(row, count, top, share, even);
            var slope = _cap == 0 ? 1 : 1 - hit / _cap * (hit / _cap);
            row[target] -= reward * slope;
        }

        return loss * weight;
    }

    /// <summary>Scales and caps a row in place; returns its greatest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float Shape(float* row, long count)
    {
        Lane16 scale = All(_scale),
            cap = All(_cap),
            inverse = All(1 / _cap),
            top = All(float.NegativeInfinity);
        var whole = RoundDown(count);
        for (var i = 0L; i < whole; i += Lanes.Count)
        {
            var x = Shape(Load(row + i), scale, cap, inverse);
            if (_scale != 1 || _cap > 0)
                Store(row + i, x);
            top = Max(top, x);
        }

        if (whole < count)
        {
            var x = Shape(Element.LoadFirst((Fp32*)(row + whole), count - whole), scale, cap, inverse);
            Element.StoreFirst((Fp32*)(row + whole), x, count - whole);
            top = Max(top, Select(Inside(whole, 0, count), x, All(float.NegativeInfinity)));
        }

        return Max(top);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lane16 Shape(Lane16 x, Lane16 scale, Lane16 cap, Lane16 inverse)
    {
        x *= scale;
        return _cap > 0 ? cap * Functions.Tanh(x * inverse) : x;
    }

    /// <summary>The sum of what lies below the greatest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Spread(float* row, long count, float top)
    {
        Lane16 sum = default,
            greatest = All(top);
        var whole = RoundDown(count);
        for (var i = 0L; i < whole; i += Lanes.Count)
            sum += Load(row + i) - greatest;
        if (whole < count)
            sum += Inside(whole, 0, count) & (Element.LoadFirst((Fp32*)(row + whole), count - whole) - greatest);
        return Sum(sum);
    }

    /// <summary>The sum of exp(x − top), which takes the place of x where asked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Exponentials(float* row, long count, float top, bool keeps)
    {
        Lane16 sum = default,
            greatest = All(top);
        var whole = RoundDown(count);
        for (var i = 0L; i < whole; i += Lanes.Count)
        {
            var x = Functions.Exp(Load(row + i) - greatest);
            if (keeps)
                Store(row + i, x);
            sum += x;
        }

        if (whole < count)
        {
            var x = Functions.Exp(Element.LoadFirst((Fp32*)(row + whole), count - whole) - greatest);
            if (keeps)
                Element.StoreFirst((Fp32*)(row + whole), x, count - whole);
            sum += Inside(whole, 0, count) & x;
        }

        return Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ShareOut(float* row, long count, float share, float even)
    {
        Lane16 shares = All(share),
            evens = All(-even);
        var whole = RoundDown(count);
        for (var i = 0L; i < whole; i += Lanes.Count)
            Store(row + i, MultiplyAdd(Load(row + i), shares, evens));
        for (var i = whole; i < count; i++)
            row[i] = MathF.FusedMultiplyAdd(row[i], share, -even);
    }

    /// <summary>The same where the row still holds capped logits: tanh's slope is 1 − tanh².</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ShareOutCapped(float* row, long count, float top, float share, float even)
    {
        var whole = RoundDown(count);
        for (var i = 0L; i < whole; i += Lanes.Count)
            Store(row + i, Capped(Load(row + i), top, share, even));
        if (whole == count)
            return;
        var last = Capped(Element.LoadFirst((Fp32*)(row + whole), count - whole), top, share, even);
        Element.StoreFirst((Fp32*)(row + whole), last, count - whole);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lane16 Capped(Lane16 x, float top, float share, float even)
    {
        var tanh = x * All(1 / _cap);
        return MultiplyAdd(Functions.Exp(x - All(top)), All(share), All(-even)) * MultiplySubtract(tanh, tanh, All(1));
    }
}
