using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

/// <summary>
/// RAdam (Liu et al. 2020, arXiv 1908.03265), which needs no warm-up, as torch.optim.RAdam has it; decay is added to the gradient.
/// </summary>
public sealed record RAdamSettings : OptimizerSettings
{
    /// <summary>Decay of the first moment.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the second moment.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the second moment.</summary>
    public double Epsilon { get; init; } = 1e-8;

    public override OptimizerInfo Info => new("RAdam", 2) { Settings = [("beta 1", Beta1), ("beta 2", Beta2), ("epsilon", Epsilon)] };

    public override FlatOptimizer Over(Tensor parameters, IReadOnlyList<FlatRange> ranges) => new FlatRAdam(parameters, ranges, this);

    public override IEnumerable<Problem> Problems() =>
        Check(
            (IsShare(Beta1), "beta 1", Beta1, "Give a number in [0, 1)."),
            (IsShare(Beta2), "beta 2", Beta2, "Give a number in [0, 1)."),
            (Epsilon > 0, "epsilon", Epsilon, "Give a small number above 0, such as 1e-8.")
        );
}

/// <summary>RAdam over a flat buffer: momentum alone until the second moment can be trusted.</summary>
public sealed class FlatRAdam : FlatOptimizer
{
    private readonly RAdamSettings _settings;
    private readonly Tensor _first;
    private readonly Tensor _second;

    /// <inheritdoc/>
    public FlatRAdam(Tensor parameters, IReadOnlyList<FlatRange> ranges, RAdamSettings settings)
        : base(parameters, ranges) => (_settings, _first, _second) = (settings, Keep("first_moment"), Keep("second_moment"));

    protected override void Compose(Func<Tensor, Tensor> part, Tensor gradient, double rate, FlatRange range)
    {
        Tensor p = part(Parameters),
            m = part(_first),
            v = part(_second);
        gradient = gradient + p * range.WeightDecay;
        m.add_((gradient - m) * (1 - _settings.Beta1));
        v.mul_(_settings.Beta2).add_(gradient * gradient * (1 - _settings.Beta2));
        var direction = m * (rate / (1 - Math.Pow(_settings.Beta1, Steps)));
        p.sub_(Rectification() is { } share ? direction * share / (v.sqrt() + _settings.Epsilon) : direction);
    }

    /// <summary>What corrects the variance of the adaptive rate and the second moment's bias; null in the first steps.</summary>
    private double? Rectification()
    {
        const double Trusted = 5;
        var bias = 1 - Math.Pow(_settings.Beta2, Steps);
        var limit = 2 / (1 - _settings.Beta2) - 1;
        var length = limit - 2 * Steps * (1 - bias) / bias;
        if (length <= Trusted)
            return null;
        return Math.Sqrt((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length) * bias);
    }
}
