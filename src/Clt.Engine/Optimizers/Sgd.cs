using Clt.Kernels;
using Clt.Kernels.Simd;
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

    public override OptimizerInfo Info =>
        new("SGD", Momentum > 0 ? 1 : 0) { Settings = [("momentum", Momentum), ("dampening", Dampening), ("nesterov", Nesterov)] };

    public override FlatOptimizer Over(Tensor parameters, IReadOnlyList<FlatRange> ranges) => new FlatSgd(parameters, ranges, this);

    public override IEnumerable<Problem> Problems() =>
        Check(
            (IsShare(Momentum), "momentum", Momentum, "Give a number in [0, 1)."),
            (IsShare(Dampening), "dampening", Dampening, "Give a number in [0, 1)."),
            (!Nesterov || (Momentum > 0 && Dampening == 0), "nesterov", Momentum, "Give a momentum above 0 and no dampening.")
        );
}

/// <summary>Stochastic gradient descent over a flat buffer, with or without momentum.</summary>
public sealed class FlatSgd : FlatOptimizer
{
    private readonly SgdSettings _settings;
    private readonly Tensor? _momentum;

    /// <inheritdoc/>
    public FlatSgd(Tensor parameters, IReadOnlyList<FlatRange> ranges, SgdSettings settings)
        : base(parameters, ranges)
    {
        _settings = settings;
        _momentum = settings.Momentum > 0 ? Keep("momentum") : null;
    }

    /// <summary>The first step fills the momentum with the gradient, as torch does.</summary>
    private double Added => Steps == 1 ? 1 : 1 - _settings.Dampening;

    protected override void Fused(FlatStep step) => SgdStep.Run(step, _momentum, _settings.Momentum, Added, _settings.Nesterov);

    protected override void Compose(Func<Tensor, Tensor> part, Tensor gradient, double rate, FlatRange range)
    {
        var p = part(Parameters);
        gradient = gradient + p * range.WeightDecay;
        if (_momentum is not null)
        {
            var m = part(_momentum);
            m.mul_(_settings.Momentum).add_(gradient * Added);
            gradient = _settings.Nesterov ? gradient + m * _settings.Momentum : m;
        }

        p.sub_(gradient * rate);
    }
}
