using Clt.Kernels;
using Clt.Kernels.Simd;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

/// <summary>Lion (Chen et al. 2023, arXiv 2302.06675): every weight moves by the rate, so give about a tenth of AdamW's.</summary>
public sealed record LionSettings : OptimizerSettings
{
    /// <summary>Weight of the momentum in the direction of a step.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the momentum.</summary>
    public double Beta2 { get; init; } = 0.99;

    public override OptimizerInfo Info => new("Lion", 1) { Settings = [("beta 1", Beta1), ("beta 2", Beta2)] };

    public override FlatOptimizer Over(Tensor parameters, IReadOnlyList<FlatRange> ranges) => new FlatLion(parameters, ranges, this);

    public override IEnumerable<Problem> Problems() =>
        Check((IsShare(Beta1), "beta 1", Beta1, "Give a number in [0, 1)."), (IsShare(Beta2), "beta 2", Beta2, "Give a number in [0, 1)."));
}

/// <summary>Lion over a flat buffer.</summary>
public sealed class FlatLion : FlatOptimizer
{
    private readonly LionSettings _settings;
    private readonly Tensor _momentum;

    /// <inheritdoc/>
    public FlatLion(Tensor parameters, IReadOnlyList<FlatRange> ranges, LionSettings settings)
        : base(parameters, ranges)
    {
        _settings = settings;
        _momentum = Keep("momentum");
    }

    protected override void Fused(FlatStep step) => LionStep.Run(step, _momentum, _settings.Beta1, _settings.Beta2);

    protected override void Compose(Func<Tensor, Tensor> part, Tensor gradient, double rate, FlatRange range)
    {
        Tensor p = part(Parameters),
            m = part(_momentum);
        var direction = (m * _settings.Beta1 + gradient * (1 - _settings.Beta1)).sign();
        m.mul_(_settings.Beta2).add_(gradient * (1 - _settings.Beta2));
        p.mul_(1 - rate * range.WeightDecay).sub_(direction * rate);
    }
}
