using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

/// <summary>RMSprop (Hinton 2012) as torch.optim.RMSprop has it; weight decay is added to the gradient.</summary>
public sealed record RmsPropSettings : OptimizerSettings
{
    /// <summary>Decay of the second moment.</summary>
    public double Alpha { get; init; } = 0.99;

    /// <summary>Added to the root of the second moment.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Share of the last direction that is kept; 0 keeps none.</summary>
    public double Momentum { get; init; }

    /// <summary>Divide by the root of the variance instead of the second moment.</summary>
    public bool Centered { get; init; }

    public override double StateFloats => 1 + (Momentum > 0 ? 1 : 0) + (Centered ? 1 : 0);

    public override FlatOptimizer Over(Tensor parameters, IReadOnlyList<FlatRange> ranges) => new FlatRmsProp(parameters, ranges, this);

    public override IEnumerable<Problem> Problems() => Check(
        (IsShare(Alpha), "alpha", Alpha, "Give a number in [0, 1)."),
        (IsShare(Momentum), "momentum", Momentum, "Give a number in [0, 1)."),
        (Epsilon > 0, "epsilon", Epsilon, "Give a small number above 0, such as 1e-8."));
}
