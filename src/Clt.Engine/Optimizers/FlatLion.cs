using Clt.Kernels;
using Clt.Kernels.Simd;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

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

    private protected override void Fused(FlatStep step) => LionStep.Run(step, _momentum, _settings.Beta1, _settings.Beta2);

    private protected override void Compose(Func<Tensor, Tensor> part, Tensor gradient, double rate, FlatRange range)
    {
        Tensor p = part(Parameters), m = part(_momentum);
        var direction = (m * _settings.Beta1 + gradient * (1 - _settings.Beta1)).sign();
        m.mul_(_settings.Beta2).add_(gradient * (1 - _settings.Beta2));
        p.mul_(1 - rate * range.WeightDecay).sub_(direction * rate);
    }
}
