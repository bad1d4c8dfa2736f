using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

/// <summary>RAdam over a flat buffer: momentum alone until the second moment can be trusted.</summary>
public sealed class FlatRAdam : FlatOptimizer
{
    private readonly RAdamSettings _settings;
    private readonly Tensor _first;
    private readonly Tensor _second;

    /// <inheritdoc/>
    public FlatRAdam(Tensor parameters, IReadOnlyList<FlatRange> ranges, RAdamSettings settings)
        : base(parameters, ranges) =>
        (_settings, _first, _second) = (settings, Keep("first_moment"), Keep("second_moment"));

    private protected override void Compose(Func<Tensor, Tensor> part, Tensor gradient, double rate, FlatRange range)
    {
        Tensor p = part(Parameters), m = part(_first), v = part(_second);
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
        if (length <= Trusted) return null;
        return Math.Sqrt((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length) * bias);
    }
}
