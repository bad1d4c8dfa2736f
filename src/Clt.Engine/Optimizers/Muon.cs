using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

/// <summary>
/// Muon (Jordan et al. 2024): the momentum of each matrix is made orthogonal by Newton-Schulz iterations. The values are
/// torch.optim.Muon's, but the iterations run in fp32, not bf16.
/// </summary>
/// <remarks>
/// Matrices of layers are so trained. All else takes AdamW's step, as the authors advise: vectors (norms, biases), which torch's refuses,
/// embeddings and output layers. Its products are the BLAS's, so that the last bits may depend on the number of threads.
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

    /// <summary>Decay of the first moment of what takes AdamW's step.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the second moment of what takes AdamW's step.</summary>
    public double Beta2 { get; init; } = 0.95;

    /// <summary>Added to the root of that second moment.</summary>
    public double Epsilon { get; init; } = 1e-8;

    public override OptimizerInfo Info =>
        new("Muon", 1.3)
        {
            NeedsTensors = true,
            Settings =
            [
                ("momentum", Momentum),
                ("nesterov", Nesterov),
                ("rate", Rate),
                ("iterations", Iterations),
                ("beta 1", Beta1),
                ("beta 2", Beta2),
                ("epsilon", Epsilon),
            ],
        };

    public override FlatOptimizer Over(Tensor parameters, IReadOnlyList<FlatRange> ranges) => new FlatMuon(parameters, ranges, this);

    public override IEnumerable<Problem> Problems() =>
        Check(
            (IsShare(Momentum), "momentum", Momentum, "Give a number in [0, 1)."),
            (Iterations >= 1, "Newton-Schulz iterations", Iterations, "Give at least 1, such as 5."),
            (IsShare(Beta1), "beta 1", Beta1, "Give a number in [0, 1)."),
            (IsShare(Beta2), "beta 2", Beta2, "Give a number in [0, 1)."),
            (Epsilon > 0, "epsilon", Epsilon, "Give a small number above 0, such as 1e-8.")
        );
}

/// <summary>Muon over a flat buffer whose ranges are single tensors.</summary>
public sealed class FlatMuon : FlatOptimizer
{
    private readonly MuonSettings _settings;
    private readonly Tensor _momentum;
    private readonly Tensor? _second;
    private readonly Dictionary<long, long> _places = [];

    /// <inheritdoc/>
    public FlatMuon(Tensor parameters, IReadOnlyList<FlatRange> ranges, MuonSettings settings)
        : base(parameters, ranges)
    {
        _settings = settings;
        _momentum = Keep("momentum");
        var length = 0L;
        foreach (var range in ranges.Where(r => !IsOrthogonal(r)))
        {
            _places[range.Start] = length;
            length += range.Length;
        }

        _second = length > 0 ? Keep("second_moment", length) : null;
    }

    protected override void Compose(Func<Tensor, Tensor> part, Tensor gradient, double rate, FlatRange range)
    {
        Tensor p = part(Parameters),
            m = part(_momentum);
        p.mul_(1 - rate * range.WeightDecay);
        if (!IsOrthogonal(range))
        {
            p.sub_(AdamWStep(m, gradient, _second!.narrow(0, _places[range.Start], range.Length).view_as(m)) * rate);
            return;
        }

        m.add_((gradient - m) * (1 - _settings.Momentum));
        var direction = _settings.Nesterov ? gradient + (m - gradient) * _settings.Momentum : m;
        p.sub_(Orthogonal(direction, _settings.Iterations) * (rate * Scale(range.Rows, range.Columns)));
    }

    private static bool IsOrthogonal(FlatRange range) => range.Columns > 1 && !range.IsTable;

    /// <summary>The nearest matrix with orthonormal rows or columns, about: singular values end between 0.7 and 1.2.</summary>
    internal static Tensor Orthogonal(Tensor matrix, int iterations)
    {
        const double A = 3.4445,
            B = -4.775,
            C = 2.0315,
            Least = 1e-7;
        var isTall = matrix.shape[0] > matrix.shape[1];
        var x = isTall ? matrix.t() : matrix;
        x = x / Math.Max(Least, GradNorm(matrix.flatten()));
        for (var i = 0; i < iterations; i++)
        {
            var gram = MatrixProducts.Of(x, x.t());
            var square = Sum(gram * B, gram * C, gram);
            x = Sum(x * A, square, x);
        }

        return isTall ? x.t() : x;
    }

    /// <summary>sum + a · b, in the place of the sum.</summary>
    private static Tensor Sum(Tensor sum, Tensor a, Tensor b)
    {
        MatrixProducts.AddInto(sum, a, b);
        return sum;
    }

    private Tensor AdamWStep(Tensor first, Tensor gradient, Tensor second)
    {
        first.add_((gradient - first) * (1 - _settings.Beta1));
        second.mul_(_settings.Beta2).add_(gradient * gradient * (1 - _settings.Beta2));
        var root = (second / (1 - Math.Pow(_settings.Beta2, Steps))).sqrt() + _settings.Epsilon;
        return first / (1 - Math.Pow(_settings.Beta1, Steps)) / root;
    }

    private double Scale(double rows, double columns) =>
        _settings.Rate == MuonRate.MatchRmsAdamW ? 0.2 * Math.Sqrt(Math.Max(rows, columns)) : Math.Sqrt(Math.Max(1, rows / columns));
}

/// <summary>How Muon's rate depends on a matrix's sizes; names are torch.optim.Muon's.</summary>
public enum MuonRate
{
    /// <summary>√max(1, rows / columns) times the rate (Jordan et al. 2024).</summary>
    Original,

    /// <summary>
    /// 0.2 √max(rows, columns) times the rate, so that AdamW's rates and decay serve (Liu et al. 2025, arXiv 2502.16982).
    /// </summary>
    MatchRmsAdamW,
}
