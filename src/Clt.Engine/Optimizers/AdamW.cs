using Clt.Kernels;
using Clt.Kernels.Simd;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

/// <summary>AdamW (Loshchilov and Hutter 2019); the values are torch.optim.AdamW's.</summary>
public sealed record AdamWSettings : OptimizerSettings
{
    /// <summary>Decay of the first moment.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the second moment.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the second moment.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Divide by the greatest second moment so far (AMSGrad, Reddi et al. 2018).</summary>
    public bool AmsGrad { get; init; }

    /// <summary>Add weight decay to the gradient, as torch.optim.Adam does, instead of shrinking the weights.</summary>
    public bool CoupledDecay { get; init; }

    /// <summary>Correct the moments' bias towards 0 in the first steps.</summary>
    public bool CorrectBias { get; init; } = true;

    public override OptimizerInfo Info =>
        new("AdamW", AmsGrad ? 3 : 2)
        {
            Settings =
            [
                ("beta 1", Beta1),
                ("beta 2", Beta2),
                ("epsilon", Epsilon),
                ("amsgrad", AmsGrad),
                ("coupled decay", CoupledDecay),
                ("correct bias", CorrectBias),
            ],
        };

    public override FlatOptimizer Over(Tensor parameters, IReadOnlyList<FlatRange> ranges) => new FlatAdamW(parameters, ranges, this);

    public override IEnumerable<Problem> Problems() =>
        Check(
            (IsShare(Beta1), "beta 1", Beta1, "Give a number in [0, 1)."),
            (IsShare(Beta2), "beta 2", Beta2, "Give a number in [0, 1)."),
            (Epsilon > 0, "epsilon", Epsilon, "Give a small number above 0, such as 1e-8.")
        );
}

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

    private AdamNumbers Numbers =>
        new(
            _settings.Beta1,
            _settings.Beta2,
            _settings.Epsilon,
            Correction(_settings.Beta1),
            Correction(_settings.Beta2),
            _settings.CoupledDecay
        );

    protected override void Fused(FlatStep step) => AdamStep.Run(step, FirstMoment, SecondMoment, _greatest, Numbers);

    protected override void Compose(Func<Tensor, Tensor> part, Tensor gradient, double rate, FlatRange range)
    {
        Tensor p = part(Parameters),
            m = part(FirstMoment),
            v = part(SecondMoment);
        if (Reference.HasFusedOperators(p) && _settings.CorrectBias)
        {
            Tensor[] moments = _greatest is null ? [m, v] : [m, v, part(_greatest)];
            Reference.FusedAdam(p, gradient, moments, Steps, rate, range.WeightDecay, Numbers);
            return;
        }

        if (_settings.CoupledDecay)
            gradient = gradient + p * range.WeightDecay;
        else
            p.mul_(1 - rate * range.WeightDecay);
        m.add_((gradient - m) * (1 - _settings.Beta1));
        v.mul_(_settings.Beta2).add_(gradient * gradient * (1 - _settings.Beta2));
        if (_greatest is not null)
            v = part(_greatest).copy_(maximum(part(_greatest), v));
        var root = (v / Correction(_settings.Beta2)).sqrt() + _settings.Epsilon;
        p.sub_(m * (rate / Correction(_settings.Beta1)) / root);
    }

    private double Correction(double beta) => _settings.CorrectBias ? 1 - Math.Pow(beta, Steps) : 1;
}
