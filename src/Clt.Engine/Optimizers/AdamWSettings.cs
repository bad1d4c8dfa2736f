using Clt.Kernels;
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

    public override double StateFloats => AmsGrad ? 3 : 2;

    public override FlatOptimizer Over(Tensor parameters, IReadOnlyList<FlatRange> ranges) => new FlatAdamW(parameters, ranges, this);

    public override IEnumerable<Problem> Problems() => Check(
        (IsShare(Beta1), "beta 1", Beta1, "Give a number in [0, 1)."),
        (IsShare(Beta2), "beta 2", Beta2, "Give a number in [0, 1)."),
        (Epsilon > 0, "epsilon", Epsilon, "Give a small number above 0, such as 1e-8."));
}
