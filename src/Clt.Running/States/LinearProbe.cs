using Clt.Kernels;
using Clt.Recipes.States;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Running.States;

/// <summary>A linear classifier of states, fitted on standardised features; its bias has no penalty.</summary>
internal sealed class LinearProbe : IDisposable
{
    private const int MostSteps = 500;

    /// <summary>Newton steps end where the loss falls by less than this share of itself.</summary>
    private const double Least = 1e-6;

    /// <summary>A feature that varies less than this is constant.</summary>
    private const double LeastDeviation = 1e-6;

    private readonly Tensor _mean,
        _scale,
        _weights,
        _bias;

    private LinearProbe(Tensor mean, Tensor scale, Tensor weights, Tensor bias) =>
        (_mean, _scale, _weights, _bias) = (
            mean.MoveToOuterDisposeScope(),
            scale.MoveToOuterDisposeScope(),
            weights.MoveToOuterDisposeScope(),
            bias.MoveToOuterDisposeScope()
        );

    /// <summary>Fits a probe.</summary>
    /// <param name="features">[N, F], fp32.</param>
    /// <param name="labels">N of them, from 0.</param>
    /// <param name="classes">Labels there are.</param>
    /// <param name="fit">How.</param>
    public static LinearProbe Fit(Tensor features, long[] labels, int classes, ProbeFit fit)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var mean = features.mean([0L]);
        var scale = 1 / features.std(0, unbiased: false).clamp_min(LeastDeviation);
        var x = (features - mean) * scale;
        var y = nn.functional.one_hot(tensor(labels), classes).to_type(ScalarType.Float32);
        var (weights, bias) = fit switch
        {
            RidgeFit => Ridge(x, y, fit.Penalty),
            LogisticFit => Logistic(x, y, fit.Penalty),
            _ => throw new ArgumentOutOfRangeException(nameof(fit), fit.GetType().Name, "A probe that is fitted in an unknown way."),
        };
        return new LinearProbe(mean, scale, weights, bias);
    }

    /// <summary>The label of each row.</summary>
    /// <param name="features">[N, F], fp32.</param>
    public long[] Predict(Tensor features)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        return HostValues.Of<long>((((features - _mean) * _scale).mm(_weights) + _bias).argmax(1));
    }

    public void Dispose()
    {
        _mean.Dispose();
        _scale.Dispose();
        _weights.Dispose();
        _bias.Dispose();
    }

    /// <summary>The minimum of ½ |x W + b - y|² / N + penalty / 2 |W|²; x has mean 0, so that b is the labels' mean.</summary>
    private static (Tensor Weights, Tensor Bias) Ridge(Tensor x, Tensor y, double penalty)
    {
        var bias = y.mean([0L]);
        return (Solve(Gram(x, 1, penalty), x.t().mm(y - bias) / x.shape[0]), bias);
    }

    /// <summary>
    /// The minimum of the mean cross-entropy and penalty / 2 |W|², by steps with ½ xᵀx / N + penalty in place of the Hessian, which bounds
    /// it (Böhning 1992): each lowers the loss. Steps are drawn out by Nesterov's momentum, which is dropped where the loss has risen.
    /// </summary>
    private static (Tensor Weights, Tensor Bias) Logistic(Tensor x, Tensor y, double penalty)
    {
        var count = x.shape[0];
        var factor = linalg.cholesky(Gram(x, 0.5, penalty));
        var (weights, bias) = (zeros(x.shape[1], y.shape[1]), zeros(y.shape[1]));
        var (aheadWeights, aheadBias) = (weights.clone(), bias.clone());
        var (momentum, last) = (1.0, double.PositiveInfinity);
        for (var step = 0; step < MostSteps; step++)
        {
            using var inner = NewDisposeScope();
            var logits = x.mm(aheadWeights) + aheadBias;
            var loss = Loss(logits, y, aheadWeights, penalty);
            var error = (logits.softmax(1) - y) / count;
            var gradient = x.t().mm(error) + (penalty * aheadWeights);
            var nextWeights = aheadWeights - Solved(factor, gradient);
            // Of the bias alone the bound is a half.
            var nextBias = aheadBias - (2 * error.sum([0L]));
            var ended = Math.Abs(last - loss) < Least * Math.Abs(loss);
            var restart = loss > last;
            var next = restart ? 1 : (1 + Math.Sqrt(1 + (4 * momentum * momentum))) / 2;
            var share = restart ? 0 : (momentum - 1) / next;
            Tensor[] before = [weights, bias, aheadWeights, aheadBias];
            (aheadWeights, aheadBias) = (nextWeights + (share * (nextWeights - weights)), nextBias + (share * (nextBias - bias)));
            (weights, bias, momentum, last) = (nextWeights, nextBias, next, loss);
            inner.MoveToOuter(weights, bias, aheadWeights, aheadBias);
            foreach (var tensor in before)
                tensor.Dispose();
            if (ended)
                break;
        }

        return (weights, bias);
    }

    private static double Loss(Tensor logits, Tensor y, Tensor weights, double penalty) =>
        HostValues.Scalar<float>((-(logits.log_softmax(1) * y).sum() / y.shape[0]) + (penalty / 2 * weights.square().sum()));

    /// <summary>scale xᵀx / N + penalty, in double precision.</summary>
    private static Tensor Gram(Tensor x, double scale, double penalty) =>
        (x.t().mm(x).to_type(ScalarType.Float64) * (scale / x.shape[0])) + (penalty * eye(x.shape[1], dtype: ScalarType.Float64));

    private static Tensor Solve(Tensor gram, Tensor right) => Solved(linalg.cholesky(gram), right);

    private static Tensor Solved(Tensor factor, Tensor right) =>
        right.to_type(ScalarType.Float64).cholesky_solve(factor).to_type(ScalarType.Float32);
}
