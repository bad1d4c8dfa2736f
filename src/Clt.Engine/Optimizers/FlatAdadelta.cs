using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

/// <summary>Adadelta over a flat buffer.</summary>
public sealed class FlatAdadelta : FlatOptimizer
{
    private readonly AdadeltaSettings _settings;
    private readonly Tensor _gradients;
    private readonly Tensor _steps;

    /// <inheritdoc/>
    public FlatAdadelta(Tensor parameters, IReadOnlyList<FlatRange> ranges, AdadeltaSettings settings)
        : base(parameters, ranges) =>
        (_settings, _gradients, _steps) = (settings, Keep("squared_gradients"), Keep("squared_steps"));

    private protected override void Compose(Func<Tensor, Tensor> part, Tensor gradient, double rate, FlatRange range)
    {
        Tensor p = part(Parameters), steps = part(_steps);
        gradient = gradient + p * range.WeightDecay;
        var scale = (Average(part(_gradients), gradient) + _settings.Epsilon).sqrt();
        var step = (steps + _settings.Epsilon).sqrt() / scale * gradient;
        Average(steps, step);
        p.sub_(step * rate);
    }

    private Tensor Average(Tensor squares, Tensor latest) => squares.mul_(_settings.Rho).add_(latest * latest * (1 - _settings.Rho));
}
