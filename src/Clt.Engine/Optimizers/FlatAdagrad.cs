using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

/// <summary>Adagrad over a flat buffer.</summary>
public sealed class FlatAdagrad : FlatOptimizer
{
    private readonly AdagradSettings _settings;
    private readonly Tensor _sum;

    /// <inheritdoc/>
    public FlatAdagrad(Tensor parameters, IReadOnlyList<FlatRange> ranges, AdagradSettings settings)
        : base(parameters, ranges) => (_settings, _sum) = (settings, Keep("sum_of_squares"));

    private protected override void Compose(Func<Tensor, Tensor> part, Tensor gradient, double rate, FlatRange range)
    {
        Tensor p = part(Parameters), sum = part(_sum);
        gradient = gradient + p * range.WeightDecay;
        sum.add_(gradient * gradient);
        p.sub_(gradient * (rate / (1 + (Steps - 1) * _settings.RateDecay)) / (sum.sqrt() + _settings.Epsilon));
    }
}
