using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

/// <summary>Adagrad (Duchi et al. 2011) as torch.optim.Adagrad has it; weight decay is added to the gradient.</summary>
public sealed record AdagradSettings : OptimizerSettings
{
    /// <summary>The rate of step t, from 0, is divided by 1 + t times this.</summary>
    public double RateDecay { get; init; }

    /// <summary>Added to the root of the sum of squares.</summary>
    public double Epsilon { get; init; } = 1e-10;

    public override OptimizerInfo Info => new("Adagrad", 1) { Settings = [("rate decay", RateDecay), ("epsilon", Epsilon)] };

    public override FlatOptimizer Over(Tensor parameters, IReadOnlyList<FlatRange> ranges) => new FlatAdagrad(parameters, ranges, this);

    public override IEnumerable<Problem> Problems() =>
        Check(
            (RateDecay >= 0, "rate decay", RateDecay, "Give 0 or more."),
            (Epsilon > 0, "epsilon", Epsilon, "Give a small number above 0, such as 1e-10.")
        );
}

/// <summary>Adagrad over a flat buffer.</summary>
public sealed class FlatAdagrad : FlatOptimizer
{
    private readonly AdagradSettings _settings;
    private readonly Tensor _sum;

    /// <inheritdoc/>
    public FlatAdagrad(Tensor parameters, IReadOnlyList<FlatRange> ranges, AdagradSettings settings)
        : base(parameters, ranges) => (_settings, _sum) = (settings, Keep("sum_of_squares"));

    protected override void Compose(Func<Tensor, Tensor> part, Tensor gradient, double rate, FlatRange range)
    {
        Tensor p = part(Parameters),
            sum = part(_sum);
        gradient = gradient + p * range.WeightDecay;
        sum.add_(gradient * gradient);
        p.sub_(gradient * (rate / (1 + (Steps - 1) * _settings.RateDecay)) / (sum.sqrt() + _settings.Epsilon));
    }
}
