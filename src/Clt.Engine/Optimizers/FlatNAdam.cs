using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

/// <summary>NAdam over a flat buffer.</summary>
public sealed class FlatNAdam : FlatOptimizer
{
    private readonly NAdamSettings _settings;
    private readonly Tensor _first;
    private readonly Tensor _second;
    private (long Step, double Value) _product = (0, 1);

    /// <inheritdoc/>
    public FlatNAdam(Tensor parameters, IReadOnlyList<FlatRange> ranges, NAdamSettings settings)
        : base(parameters, ranges) =>
        (_settings, _first, _second) = (settings, Keep("first_moment"), Keep("second_moment"));

    private protected override void Compose(Func<Tensor, Tensor> part, Tensor gradient, double rate, FlatRange range)
    {
        Tensor p = part(Parameters), m = part(_first), v = part(_second);
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
        if (_product.Step > Steps) _product = (0, 1);
        while (_product.Step < Steps) _product = (_product.Step + 1, _product.Value * Momentum(_product.Step + 1));
        return _product.Value;
    }

    private double Momentum(long step) => _settings.Beta1 * (1 - 0.5 * Math.Pow(0.96, step * _settings.MomentumDecay));
}
