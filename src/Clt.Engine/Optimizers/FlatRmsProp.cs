using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

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

    private protected override void Compose(Func<Tensor, Tensor> part, Tensor gradient, double rate, FlatRange range)
    {
        Tensor p = part(Parameters), v = part(_second);
        gradient = gradient + p * range.WeightDecay;
        v.mul_(_settings.Alpha).add_(gradient * gradient * (1 - _settings.Alpha));
        if (_mean is not null)
        {
            var mean = part(_mean);
            mean.add_((gradient - mean) * (1 - _settings.Alpha));
            v = v - mean * mean;
        }

        var direction = gradient / (v.sqrt() + _settings.Epsilon);
        if (_momentum is not null) direction = part(_momentum).mul_(_settings.Momentum).add_(direction);
        p.sub_(direction * rate);
    }
}
