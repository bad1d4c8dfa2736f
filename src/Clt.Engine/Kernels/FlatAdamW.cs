using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Kernels;

/// <summary>
/// AdamW (Loshchilov and Hutter) over one flat fp32 buffer that the parameters are views of: clipping, both moments, decay and the
/// step in one pass over memory. Bits do not depend on the number of threads.
/// </summary>
public sealed class FlatAdamW : IDisposable
{
    private readonly long[] _starts, _lengths;
    private readonly double[] _decays, _rateScales;

    /// <param name="parameters">The flat buffer, fp32, contiguous; updated in place.</param>
    /// <param name="ranges">Which parts are trained, and how; parts in no range stay as they are. They must not overlap.</param>
    public FlatAdamW(Tensor parameters, IReadOnlyList<FlatRange> ranges)
    {
        Parameters = parameters;
        FirstMoment = Zeros(parameters);
        SecondMoment = Zeros(parameters);
        Ranges = ranges;
        _starts = [.. ranges.Select(r => r.Start)];
        _lengths = [.. ranges.Select(r => r.Length)];
        _decays = [.. ranges.Select(r => r.WeightDecay)];
        _rateScales = [.. ranges.Select(r => r.RateScale)];
    }

    public Tensor Parameters { get; }

    public IReadOnlyList<FlatRange> Ranges { get; }

    public Tensor FirstMoment { get; }

    public Tensor SecondMoment { get; }

    /// <summary>Steps taken; set it, and the moments' content, to resume.</summary>
    public long Steps { get; set; }

    /// <summary>Euclidean norm of a flat gradient, added in double in a fixed order.</summary>
    public static unsafe double GradNorm(Tensor gradient)
    {
        if (!Ops.IsFused(gradient))
            return Reference.GradNorm(gradient);
        double sum;
        if (KernelMethods.clt_square_sum(gradient.Handle, &sum) != 0)
            throw KernelMethods.Error();
        GC.KeepAlive(gradient);
        return Math.Sqrt(sum);
    }

    /// <summary>One step.</summary>
    /// <param name="gradient">Shaped as the parameters.</param>
    /// <param name="rate">Learning rate.</param>
    /// <param name="beta1">Decay of the first moment.</param>
    /// <param name="beta2">Decay of the second moment.</param>
    /// <param name="eps">Added to the root of the second moment.</param>
    /// <param name="clipFactor">Multiplies the gradient: min(1, limit / (norm + 1e-6)), over the number of targets if not yet divided.</param>
    /// <param name="clearGradient">Leave zeros in the gradient's trained parts, ready for the next backward pass.</param>
    /// <param name="mirror">A bf16 copy of the parameters to bring up to date, or null.</param>
    public unsafe void Step(Tensor gradient, double rate, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
        double clipFactor = 1, bool clearGradient = false, Tensor? mirror = null)
    {
        ++Steps;
        if (!Ops.IsFused(Parameters))
        {
            foreach (var range in Ranges)
                Reference.AdamWStep(this, range, gradient, rate, beta1, beta2, eps, clipFactor, clearGradient, mirror);
            return;
        }
        int status;
        fixed (long* starts = _starts, lengths = _lengths)
        fixed (double* decays = _decays, rateScales = _rateScales)
            status = KernelMethods.clt_adamw(Parameters.Handle, gradient.Handle, FirstMoment.Handle, SecondMoment.Handle,
                KernelMethods.HandleOf(mirror), starts, lengths, decays, rateScales, _starts.Length, rate, beta1, beta2, eps, Steps,
                clipFactor, clearGradient ? (sbyte)1 : (sbyte)0);
        GC.KeepAlive(gradient);
        GC.KeepAlive(mirror);
        if (status != 0)
            throw KernelMethods.Error();
    }

    private static Tensor Zeros(Tensor like)
    {
        using var made = zeros_like(like);
        return made.detach().DetachFromDisposeScope();
    }

    public void Dispose()
    {
        FirstMoment.Dispose();
        SecondMoment.Dispose();
    }
}
