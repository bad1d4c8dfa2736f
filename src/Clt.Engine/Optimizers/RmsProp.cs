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

    public override OptimizerInfo Info =>
        new("RMSprop", 1 + (Momentum > 0 ? 1 : 0) + (Centered ? 1 : 0))
        {
            Settings = [("alpha", Alpha), ("epsilon", Epsilon), ("momentum", Momentum), ("centered", Centered)],
        };

    public override FlatOptimizer Over(Tensor parameters, IReadOnlyList<FlatRange> ranges) => new FlatRmsProp(parameters, ranges, this);

    public override IEnumerable<Problem> Problems() =>
        Check(
            (IsShare(Alpha), "alpha", Alpha, "Give a number in [0, 1)."),
            (IsShare(Momentum), "momentum", Momentum, "Give a number in [0, 1)."),
            (Epsilon > 0, "epsilon", Epsilon, "Give a small number above 0, such as 1e-8.")
        );
}

/// <summary>RMSprop over a flat buffer.</summary>
public sealed class FlatRmsProp : FlatOptimizer
{
    private readonly RmsPropSettings _settings;
    private readonly Tensor _second;
    private readonly Tensor? _mean;
    private readonly Tensor? _momentum;

    /// <inheritdoc/>
    public FlatRmsProp(Tensor parameters, IReadOnlyList<FlatRange> ranges, RmsPropSettings settings)
        : base(parameters, ranges)
    {
        _settings = settings;
        _second = Keep("second_moment");
        _mean = settings.Centered ? Keep("mean_gradient") : null;
        _momentum = settings.Momentum > 0 ? Keep("momentum") : null;
    }

    protected override void Compose(Func<Tensor, Tensor> part, Tensor gradient, double rate, FlatRange range)
    {
        Tensor p = part(Parameters),
            v = part(_second);
        gradient = gradient + p * range.WeightDecay;
        v.mul_(_settings.Alpha).add_(gradient * gradient * (1 - _settings.Alpha));
        if (_mean is not null)
        {
            var mean = part(_mean);
            mean.add_((gradient - mean) * (1 - _settings.Alpha));
            v = v - mean * mean;
        }

        var direction = gradient / (v.sqrt() + _settings.Epsilon);
        if (_momentum is not null)
            direction = part(_momentum).mul_(_settings.Momentum).add_(direction);
        p.sub_(direction * rate);
    }
}
