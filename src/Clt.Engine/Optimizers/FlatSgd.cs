using Clt.Kernels;
using Clt.Kernels.Simd;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

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

    private protected override void Fused(FlatStep step) => SgdStep.Run(step, _momentum, _settings.Momentum, Added, _settings.Nesterov);

    private protected override void Compose(Func<Tensor, Tensor> part, Tensor gradient, double rate, FlatRange range)
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
