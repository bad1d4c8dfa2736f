using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

/// <summary>NAdam (Dozat 2016), Adam with Nesterov's momentum, as torch.optim.NAdam has it; weight decay is added to the gradient.</summary>
public sealed record NAdamSettings : OptimizerSettings
{
    /// <summary>Decay of the first moment, once the momentum has risen.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the second moment.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the second moment.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>How fast the momentum rises over the steps to <see cref="Beta1"/>.</summary>
    public double MomentumDecay { get; init; } = 4e-3;

    public override double StateFloats => 2;

    public override FlatOptimizer Over(Tensor parameters, IReadOnlyList<FlatRange> ranges) => new FlatNAdam(parameters, ranges, this);

    public override IEnumerable<Problem> Problems() => Check(
        (IsShare(Beta1), "beta 1", Beta1, "Give a number in [0, 1)."),
        (IsShare(Beta2), "beta 2", Beta2, "Give a number in [0, 1)."),
        (Epsilon > 0, "epsilon", Epsilon, "Give a small number above 0, such as 1e-8."),
        (MomentumDecay >= 0, "momentum decay", MomentumDecay, "Give 0 or more, such as 0.004."));
}
