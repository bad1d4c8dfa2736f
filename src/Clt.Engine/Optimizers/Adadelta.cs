using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

/// <summary>
/// Adadelta (Zeiler 2012, arXiv 1212.5701) as torch.optim.Adadelta has it: steps have the size of those before, so give a rate of 1. Weight
/// decay is added to the gradient.
/// </summary>
public sealed record AdadeltaSettings : OptimizerSettings
{
    /// <summary>Decay of the mean squares of gradients and steps.</summary>
    public double Rho { get; init; } = 0.9;

    /// <summary>Added to both mean squares before their roots.</summary>
    public double Epsilon { get; init; } = 1e-6;

    public override OptimizerInfo Info => new("Adadelta", 2) { Settings = [("rho", Rho), ("epsilon", Epsilon)] };

    public override FlatOptimizer Over(Tensor parameters, IReadOnlyList<FlatRange> ranges) => new FlatAdadelta(parameters, ranges, this);

    public override IEnumerable<Problem> Problems() =>
        Check(
            (IsShare(Rho), "rho", Rho, "Give a number in [0, 1)."),
            (Epsilon > 0, "epsilon", Epsilon, "Give a small number above 0, such as 1e-6.")
        );
}

/// <summary>Adadelta over a flat buffer.</summary>
public sealed class FlatAdadelta : FlatOptimizer
{
    private readonly AdadeltaSettings _settings;
    private readonly Tensor _gradients;
    private readonly Tensor _steps;

    /// <inheritdoc/>
    public FlatAdadelta(Tensor parameters, IReadOnlyList<FlatRange> ranges, AdadeltaSettings settings)
        : base(parameters, ranges) => (_settings, _gradients, _steps) = (settings, Keep("squared_gradients"), Keep("squared_steps"));

    protected override void Compose(Func<Tensor, Tensor> part, Tensor gradient, double rate, FlatRange range)
    {
        Tensor p = part(Parameters),
            steps = part(_steps);
        gradient = gradient + p * range.WeightDecay;
        var scale = (Average(part(_gradients), gradient) + _settings.Epsilon).sqrt();
        var step = (steps + _settings.Epsilon).sqrt() / scale * gradient;
        Average(steps, step);
        p.sub_(step * rate);
    }

    private Tensor Average(Tensor squares, Tensor latest) => squares.mul_(_settings.Rho).add_(latest * latest * (1 - _settings.Rho));
}
