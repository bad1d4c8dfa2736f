using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

/// <summary>
/// Adafactor (Shazeer and Stern 2018, arXiv 1804.04235) as transformers has it: second moments of a matrix are kept as the means of its
/// rows and columns.
/// </summary>
public sealed record AdafactorSettings : OptimizerSettings
{
    /// <summary>Multiply the rate by the root mean square of a tensor's weights.</summary>
    public bool ScaleParameter { get; init; } = true;

    /// <summary>
    /// Let the rate fall as 1/√step from at most <see cref="RelativeCap"/>; the run's schedule then only multiplies it, so give it a rate of 1.
    /// </summary>
    public bool RelativeStep { get; init; }

    /// <summary>Start the relative rate at 1e-6 and let it rise by that each step.</summary>
    public bool WarmupInit { get; init; }

    /// <summary>Weight of the last update; null keeps no first moment.</summary>
    public double? Beta1 { get; init; }

    /// <summary>Second moments keep 1 − step^this of their old value.</summary>
    public double DecayRate { get; init; } = -0.8;

    /// <summary>An update's root mean square is scaled down to this.</summary>
    public double ClipThreshold { get; init; } = 1;

    /// <summary>Added to squared gradients.</summary>
    public double Epsilon { get; init; } = 1e-30;

    /// <summary>Least scale of a tensor's weights.</summary>
    public double ScaleEpsilon { get; init; } = 1e-3;

    /// <summary>The relative rate starts here where it does not warm up.</summary>
    public const double RelativeCap = 1e-2;

    public override bool NeedsTensors => true;

    public override double StateFloats => Beta1 is null ? 0.01 : 1.01;

    public override FlatOptimizer Over(Tensor parameters, IReadOnlyList<FlatRange> ranges) => new FlatAdafactor(parameters, ranges, this);

    public override IEnumerable<Problem> Problems() => Check(
        (IsShare(Beta1 ?? 0), "beta 1", Beta1 ?? 0, "Give a number in [0, 1), or none."),
        (DecayRate < 0, "decay rate", DecayRate, "Give a number below 0, such as -0.8."),
        (ClipThreshold > 0, "clip threshold", ClipThreshold, "Give a number above 0, such as 1."),
        (Epsilon > 0 && ScaleEpsilon > 0, "epsilon", Math.Min(Epsilon, ScaleEpsilon), "Give small numbers above 0."),
        (!WarmupInit || RelativeStep, "warm-up of the relative rate", 0, "Ask for the relative rate too."));
}
