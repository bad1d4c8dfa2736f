using Clt.Kernels;
using Clt.Kernels.Simd;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

/// <summary>AdamW over a flat buffer: clipping, both moments, decay and the step in one pass over memory.</summary>
public sealed class FlatAdamW : FlatOptimizer
{
    private readonly AdamWSettings _settings;
    private readonly Tensor? _greatest;

    /// <inheritdoc/>
    public FlatAdamW(Tensor parameters, IReadOnlyList<FlatRange> ranges, AdamWSettings? settings = null)
        : base(parameters, ranges)
    {
        _settings = settings ?? new AdamWSettings();
        FirstMoment = Keep("first_moment");
        SecondMoment = Keep("second_moment");
        _greatest = _settings.AmsGrad ? Keep("greatest_second_moment") : null;
    }

    public Tensor FirstMoment { get; }

    public Tensor SecondMoment { get; }

    private AdamNumbers Numbers => new(
        _settings.Beta1, _settings.Beta2, _settings.Epsilon, Correction(_settings.Beta1), Correction(_settings.Beta2),
        _settings.CoupledDecay);

    private protected override void Fused(FlatStep step) => AdamStep.Run(step, FirstMoment, SecondMoment, _greatest, Numbers);

    private protected override void Compose(Func<Tensor, Tensor> part, Tensor gradient, double rate, FlatRange range)
    {
        Tensor p = part(Parameters), m = part(FirstMoment), v = part(SecondMoment);
        if (Reference.HasFusedOperators(p) && _settings.CorrectBias)
        {
            Tensor[] moments = _greatest is null ? [m, v] : [m, v, part(_greatest)];
            Reference.FusedAdam(p, gradient, moments, Steps, rate, range.WeightDecay, Numbers);
            return;
        }

        if (_settings.CoupledDecay) gradient = gradient + p * range.WeightDecay;
        else p.mul_(1 - rate * range.WeightDecay);
        m.add_((gradient - m) * (1 - _settings.Beta1));
        v.mul_(_settings.Beta2).add_(gradient * gradient * (1 - _settings.Beta2));
        if (_greatest is not null) v = part(_greatest).copy_(maximum(part(_greatest), v));
        var root = (v / Correction(_settings.Beta2)).sqrt() + _settings.Epsilon;
        p.sub_(m * (rate / Correction(_settings.Beta1)) / root);
    }

    private double Correction(double beta) => _settings.CorrectBias ? 1 - Math.Pow(beta, Steps) : 1;
}
