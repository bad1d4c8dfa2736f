using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

/// <summary>Stochastic gradient descent as torch.optim.SGD has it; weight decay is added to the gradient.</summary>
public sealed record SgdSettings : OptimizerSettings
{
    /// <summary>Share of the last direction that is kept; 0 keeps no state.</summary>
    public double Momentum { get; init; }

    /// <summary>How much less a gradient adds to the momentum after the first step.</summary>
    public double Dampening { get; init; }

    /// <summary>Look ahead along the momentum (Nesterov).</summary>
    public bool Nesterov { get; init; }

    public override double StateFloats => Momentum > 0 ? 1 : 0;

    public override FlatOptimizer Over(Tensor parameters, IReadOnlyList<FlatRange> ranges) => new FlatSgd(parameters, ranges, this);

    public override IEnumerable<Problem> Problems() => Check(
        (IsShare(Momentum), "momentum", Momentum, "Give a number in [0, 1)."),
        (IsShare(Dampening), "dampening", Dampening, "Give a number in [0, 1)."),
        (!Nesterov || (Momentum > 0 && Dampening == 0), "nesterov", Momentum, "Give a momentum above 0 and no dampening."));
}
