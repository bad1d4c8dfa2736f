using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

/// <summary>Lion (Chen et al. 2023, arXiv 2302.06675): every weight moves by the rate, so give about a tenth of AdamW's.</summary>
public sealed record LionSettings : OptimizerSettings
{
    /// <summary>Weight of the momentum in the direction of a step.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the momentum.</summary>
    public double Beta2 { get; init; } = 0.99;

    public override double StateFloats => 1;

    public override FlatOptimizer Over(Tensor parameters, IReadOnlyList<FlatRange> ranges) => new FlatLion(parameters, ranges, this);

    public override IEnumerable<Problem> Problems() => Check(
        (IsShare(Beta1), "beta 1", Beta1, "Give a number in [0, 1)."),
        (IsShare(Beta2), "beta 2", Beta2, "Give a number in [0, 1)."));
}
