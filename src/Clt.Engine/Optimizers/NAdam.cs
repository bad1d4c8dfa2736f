using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

/// <summary>
/// NAdam (Dozat 2016), Adam with Nesterov's momentum, as torch.optim.NAdam has it; weight decay is added to the gradient.
/// </summary>
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

    public override OptimizerInfo Info =>
        new("NAdam", 2) { Settings = [("beta 1", Beta1), ("beta 2", Beta2), ("epsilon", Epsilon), ("momentum decay", MomentumDecay)] };

    public override FlatOptimizer Over(Tensor parameters, IReadOnlyList<FlatRange> ranges) => new FlatNAdam(parameters, ranges, this);

    public override IEnumerable<Problem> Problems() =>
        Check(
            (IsShare(Beta1), "beta 1", Beta1, "Give a number in [0, 1)."),
            (IsShare(Beta2), "beta 2", Beta2, "Give a number in [0, 1)."),
            (Epsilon > 0, "epsilon", Epsilon, "Give a small number above 0, such as 1e-8."),
            (MomentumDecay >= 0, "momentum decay", MomentumDecay, "Give 0 or more, such as 0.004.")
        );
}

/// <summary>NAdam over a flat buffer.</summary>
public sealed class FlatNAdam : FlatOptimizer
{
    private readonly NAdamSettings _settings;
    private readonly Tensor _first;
    private readonly Tensor _second;
    private (long Step, double Value) _product = (0, 1);

    /// <inheritdoc/>
    public FlatNAdam(Tensor parameters, IReadOnlyList<FlatRange> ranges, NAdamSettings settings)
        : base(parameters, ranges) => (_settings, _first, _second) = (settings, Keep("first_moment"), Keep("second_moment"));

    protected override void Compose(Func<Tensor, Tensor> part, Tensor gradient, double rate, FlatRange range)
    {
        Tensor p = part(Parameters),
            m = part(_first),
            v = part(_second);
        gradient = gradient + p * range.WeightDecay;
        m.add_((gradient - m) * (1 - _settings.Beta1));
        v.mul_(_settings.Beta2).add_(gradient * gradient * (1 - _settings.Beta2));
        var root = (v / (1 - Math.Pow(_settings.Beta2, Steps))).sqrt() + _settings.Epsilon;
        var (product, next) = (Product(), Momentum(Steps + 1));
        p.sub_(gradient * (rate * (1 - Momentum(Steps)) / (1 - product)) / root);
        p.sub_(m * (rate * next / (1 - product * next)) / root);
    }

    /// <summary>All momenta so far, multiplied: a function of the step, so no checkpoint needs it.</summary>
    private double Product()
    {
        if (_product.Step > Steps)
            _product = (0, 1);
        while (_product.Step < Steps)
            _product = (_product.Step + 1, _product.Value * Momentum(_product.Step + 1));
        return _product.Value;
    }

    private double Momentum(long step) => _settings.Beta1 * (1 - 0.5 * Math.Pow(0.96, step * _settings.MomentumDecay));
}
