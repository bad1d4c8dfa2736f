using Clt.Kernels;
using Clt.Kernels.Simd;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

/// <summary>
/// An optimiser over one flat fp32 buffer that the parameters are views of: a fused kernel where there is one on the CPU, else composed
/// operations that give the same numbers on any device. Bits do not depend on the number of threads.
/// </summary>
public abstract class FlatOptimizer : IDisposable
{
    private readonly List<KeyValuePair<string, Tensor>> _state = [];

    /// <param name="parameters">The flat buffer, fp32, contiguous; updated in place.</param>
    /// <param name="ranges">Which parts are trained, and how; parts in no range stay as they are. They must not overlap.</param>
    protected FlatOptimizer(Tensor parameters, IReadOnlyList<FlatRange> ranges)
    {
        (Parameters, Ranges) = (parameters, ranges);
        if (ranges.Any(r => r.Start < 0 || r.Length < 0 || r.Start + r.Length > parameters.NumberOfElements))
            throw new ArgumentOutOfRangeException(nameof(ranges), "A range reaches outside the buffer.");
        if (ranges.Any(r => r.Columns < 1 || r.Length % r.Columns != 0))
            throw new ArgumentOutOfRangeException(nameof(ranges), "A range is no whole number of rows.");
    }

    public Tensor Parameters { get; }

    public IReadOnlyList<FlatRange> Ranges { get; }

    /// <summary>The tensors it keeps between steps, each flat, by their names in a checkpoint.</summary>
    public IReadOnlyList<KeyValuePair<string, Tensor>> State => _state;

    /// <summary>Steps taken; set it, and the content of <see cref="State"/>, to resume.</summary>
    public long Steps { get; set; }

    /// <summary>Euclidean norm of a flat gradient, added in double in a fixed order.</summary>
    public static double GradNorm(Tensor gradient) =>
        Ops.IsFused(gradient) ? Math.Sqrt(SquareSum.Of(gradient)) : Reference.GradNorm(gradient);

    /// <summary>One step.</summary>
    /// <param name="gradient">Shaped as the parameters; some optimisers use its content up.</param>
    /// <param name="rate">Learning rate.</param>
    /// <param name="clipFactor">Multiplies the gradient: min(1, limit / (norm + 1e-6)).</param>
    /// <param name="clearGradient">Leave zeros in the gradient's trained parts, ready for the next backward pass.</param>
    /// <param name="mirror">A bf16 copy of the parameters to bring up to date, or null.</param>
    public void Step(Tensor gradient, double rate, double clipFactor = 1, bool clearGradient = false, Tensor? mirror = null)
    {
        ++Steps;
        var step = new FlatStep(Parameters, Ranges, gradient, rate, clipFactor, clearGradient, mirror);
        if (Ops.IsFused(Parameters))
            Fused(step);
        else
            Composed(step);
    }

    public void Dispose()
    {
        foreach (var (_, tensor) in _state)
            tensor.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The step by a fused kernel; unless a class has one, the composed step.</summary>
    protected virtual void Fused(FlatStep step) => Composed(step);

    /// <summary>The step of one range in composed operations.</summary>
    /// <param name="part">Cuts the range out of a tensor shaped as the parameters, as [rows, columns] for a matrix.</param>
    /// <param name="gradient">Of the range, clipped.</param>
    /// <param name="rate">Learning rate of the range.</param>
    /// <param name="range">The range.</param>
    protected abstract void Compose(Func<Tensor, Tensor> part, Tensor gradient, double rate, FlatRange range);

    /// <summary>A tensor of zeros that is kept between steps.</summary>
    protected Tensor Keep(string name, long? length = null)
    {
        var state = zeros(length ?? Parameters.NumberOfElements, dtype: ScalarType.Float32, device: Parameters.device)
            .DetachFromDisposeScope();
        _state.Add(new(name, state));
        return state;
    }

    private void Composed(FlatStep step)
    {
        using var noGrad = no_grad();
        foreach (var range in Ranges)
        {
            using var scope = NewDisposeScope();
            var gradient = Part(step.Gradient);
            Compose(Part, step.ClipFactor == 1 ? gradient : gradient * step.ClipFactor, step.Rate * range.RateScale, range);
            if (step.ClearGradient)
                gradient.zero_();
            if (step.Mirror is not null)
                Part(step.Mirror).copy_(Part(Parameters));

            Tensor Part(Tensor whole)
            {
                var flat = whole.narrow(0, range.Start, range.Length);
                return range.Columns == 1 ? flat : flat.view(range.Rows, range.Columns);
            }
        }
    }
}
