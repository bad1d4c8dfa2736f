using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

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
        foreach (var vector in ranges.Where(r => r.Columns == 1))
        {
            _places[vector.Start] = length;
            length += vector.Length;
        }

        _second = length > 0 ? Keep("second_moment_of_vectors", length) : null;
    }

    private protected override void Compose(Func<Tensor, Tensor> part, Tensor gradient, double rate, FlatRange range)
    {
        Tensor p = part(Parameters), m = part(_momentum);
        p.mul_(1 - rate * range.WeightDecay);
        if (range.Columns == 1)
        {
            p.sub_(VectorStep(m, gradient, _second!.narrow(0, _places[range.Start], range.Length)) * rate);
            return;
        }

        m.add_((gradient - m) * (1 - _settings.Momentum));
        var direction = _settings.Nesterov ? gradient + (m - gradient) * _settings.Momentum : m;
        p.sub_(Orthogonal(direction, _settings.Iterations) * (rate * Scale(range.Rows, range.Columns)));
    }

    /// <summary>The nearest matrix with orthonormal rows or columns, about: singular values end between 0.7 and 1.2.</summary>
    internal static Tensor Orthogonal(Tensor matrix, int iterations)
    {
        const double A = 3.4445, B = -4.775, C = 2.0315, Least = 1e-7;
        var isTall = matrix.shape[0] > matrix.shape[1];
        var x = isTall ? matrix.t() : matrix;
        x = x / Math.Max(Least, GradNorm(matrix.flatten()));
        for (var i = 0; i < iterations; i++)
        {
            var gram = x.mm(x.t());
            x = x * A + (gram * B + gram.mm(gram) * C).mm(x);
        }

        return isTall ? x.t() : x;
    }

    private Tensor VectorStep(Tensor first, Tensor gradient, Tensor second)
    {
        first.add_((gradient - first) * (1 - _settings.Beta1));
        second.mul_(_settings.Beta2).add_(gradient * gradient * (1 - _settings.Beta2));
        var root = (second / (1 - Math.Pow(_settings.Beta2, Steps))).sqrt() + _settings.Epsilon;
        return first / (1 - Math.Pow(_settings.Beta1, Steps)) / root;
    }

    private double Scale(double rows, double columns) => _settings.Rate == MuonRate.MatchRmsAdamW
        ? 0.2 * Math.Sqrt(Math.Max(rows, columns))
        : Math.Sqrt(Math.Max(1, rows / columns));
}
