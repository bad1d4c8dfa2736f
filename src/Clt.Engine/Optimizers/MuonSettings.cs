using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

/// <summary>
/// Muon (Jordan et al. 2024): the momentum of each matrix is made orthogonal by Newton-Schulz iterations. The values are torch.optim.Muon's,
/// but the iterations run in fp32, not bf16.
/// </summary>
/// <remarks>
/// Every matrix is so trained, embeddings included; vectors (norms, biases), which torch's refuses, take AdamW's step. Its products are the
/// BLAS's, so that the last bits may depend on the number of threads.
/// </remarks>
public sealed record MuonSettings : OptimizerSettings
{
    /// <summary>Share of the old momentum in the new one.</summary>
    public double Momentum { get; init; } = 0.95;

    /// <summary>Look ahead along the momentum (Nesterov).</summary>
    public bool Nesterov { get; init; } = true;

    public MuonRate Rate { get; init; } = MuonRate.MatchRmsAdamW;

    /// <summary>Newton-Schulz iterations.</summary>
    public int Iterations { get; init; } = 5;

    /// <summary>Decay of the first moment of vectors.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the second moment of vectors.</summary>
    public double Beta2 { get; init; } = 0.95;

    /// <summary>Added to the root of the second moment of vectors.</summary>
    public double Epsilon { get; init; } = 1e-8;

    public override bool NeedsTensors => true;

    /// <summary>The momentum; of vectors, which are few, one more.</summary>
    public override double StateFloats => 1.01;

    public override FlatOptimizer Over(Tensor parameters, IReadOnlyList<FlatRange> ranges) => new FlatMuon(parameters, ranges, this);

    public override IEnumerable<Problem> Problems() => Check(
        (IsShare(Momentum), "momentum", Momentum, "Give a number in [0, 1)."),
        (Iterations >= 1, "Newton-Schulz iterations", Iterations, "Give at least 1, such as 5."),
        (IsShare(Beta1), "beta 1", Beta1, "Give a number in [0, 1)."),
        (IsShare(Beta2), "beta 2", Beta2, "Give a number in [0, 1)."),
        (Epsilon > 0, "epsilon", Epsilon, "Give a small number above 0, such as 1e-8."));
}
