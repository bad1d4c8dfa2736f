using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

/// <summary>
/// Adadelta (Zeiler 2012, arXiv 1212.5701) as torch.optim.Adadelta has it: steps have the size of those before, so give a rate of 1. Weight
/// decay is added to the gradient.
/// </summary>
public sealed record AdadeltaSettings : OptimizerSettings
{
    /// <summary>Decay of the mean squares of gradients and steps.</summary>
    public double Rho { get; init; } = 0.9;

    /// <summary>Added to both mean squares before their roots.</summary>
    public double Epsilon { get; init; } = 1e-6;

    public override double StateFloats => 2;

    public override FlatOptimizer Over(Tensor parameters, IReadOnlyList<FlatRange> ranges) => new FlatAdadelta(parameters, ranges, this);

    public override IEnumerable<Problem> Problems() => Check(
        (IsShare(Rho), "rho", Rho, "Give a number in [0, 1)."),
        (Epsilon > 0, "epsilon", Epsilon, "Give a small number above 0, such as 1e-6."));
}
