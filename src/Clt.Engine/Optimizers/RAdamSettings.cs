using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

/// <summary>RAdam (Liu et al. 2020, arXiv 1908.03265), which needs no warm-up, as torch.optim.RAdam has it; decay is added to the gradient.</summary>
public sealed record RAdamSettings : OptimizerSettings
{
    /// <summary>Decay of the first moment.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the second moment.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the second moment.</summary>
    public double Epsilon { get; init; } = 1e-8;

    public override double StateFloats => 2;

    public override FlatOptimizer Over(Tensor parameters, IReadOnlyList<FlatRange> ranges) => new FlatRAdam(parameters, ranges, this);

    public override IEnumerable<Problem> Problems() => Check(
        (IsShare(Beta1), "beta 1", Beta1, "Give a number in [0, 1)."),
        (IsShare(Beta2), "beta 2", Beta2, "Give a number in [0, 1)."),
        (Epsilon > 0, "epsilon", Epsilon, "Give a small number above 0, such as 1e-8."));
}
