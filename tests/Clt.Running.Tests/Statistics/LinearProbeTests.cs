using Clt.Recipes.States;
using Clt.Running.States;
using MathNet.Numerics.LinearAlgebra;
using TorchSharp;

namespace Clt.Running.Tests.Statistics;

/// <summary>Linear probes of states.</summary>
public class LinearProbeTests
{
    private const int Items = 120,
        Width = 5,
        Classes = 3;

    [Fact]
    public void A_ridge_probe_says_what_the_normal_equations_say()
    {
        var (x, labels) = Made(noise: 2);
        using var probe = LinearProbe.Fit(Tensor(x), labels, Classes, new RidgeFit(0.1));

        // Standardised features and one-hot labels, by MathNet.
        var mean = x.ColumnSums() / Items;
        var deviation = Vector<double>.Build.Dense(Width, j => Math.Sqrt(x.Column(j).Average(v => (v - mean[j]) * (v - mean[j]))));
        var z = x.MapIndexed((i, j, v) => (v - mean[j]) / deviation[j]);
        var y = Matrix<double>.Build.Dense(Items, Classes, (i, c) => labels[i] == c ? 1 : 0);
        var share = y.ColumnSums() / Items;
        var gram = (z.Transpose() * z / Items) + (0.1 * Matrix<double>.Build.DenseIdentity(Width));
        var weights = gram.Solve(z.Transpose() * y.MapIndexed((_, c, v) => v - share[c]) / Items);
        var expected = (z * weights).MapIndexed((_, c, v) => v + share[c]).EnumerateRows().Select(r => (long)r.MaximumIndex());
        probe.Predict(Tensor(x)).ShouldBe(expected);
    }

    [Fact]
    public void Both_kinds_learn_what_can_be_told_and_logistic_regression_where_ridge_masks_a_class()
    {
        var (x, labels) = Made(noise: 0.1);
        foreach (var fit in new ProbeFit[] { new RidgeFit(1e-3), new LogisticFit(1e-3) })
        {
            using var probe = LinearProbe.Fit(Tensor(x), labels, Classes, fit);
            Right(probe.Predict(Tensor(x)), labels).ShouldBe(1);
        }

        // Three classes on a line: least squares never say the one in the middle (Hastie et al., section 4.2).
        var line = Matrix<double>.Build.Dense(Items, 1, (i, _) => (i % 3) + (0.001 * i));
        long[] thirds = [.. Enumerable.Range(0, Items).Select(i => (long)(i % 3))];
        using var ridge = LinearProbe.Fit(Tensor(line), thirds, Classes, new RidgeFit(1e-6));
        using var logistic = LinearProbe.Fit(Tensor(line), thirds, Classes, new LogisticFit(1e-6));
        Right(ridge.Predict(Tensor(line)), thirds).ShouldBeLessThan(0.9);
        Right(logistic.Predict(Tensor(line)), thirds).ShouldBe(1);
    }

    [Fact]
    public void A_constant_feature_and_a_label_that_never_occurs_do_no_harm()
    {
        var (x, labels) = Made(noise: 0.1);
        x.SetColumn(0, Vector<double>.Build.Dense(Items, 7));
        foreach (var fit in new ProbeFit[] { new RidgeFit(1e-3), new LogisticFit(1e-3) })
        {
            using var probe = LinearProbe.Fit(Tensor(x), labels, Classes + 1, fit);
            probe.Predict(Tensor(x)).ShouldAllBe(l => l < Classes);
        }
    }

    private static double Right(long[] said, long[] labels) => said.Zip(labels).Average(p => p.First == p.Second ? 1.0 : 0);

    private static (Matrix<double> X, long[] Labels) Made(double noise)
    {
        var rng = new Rng(3);
        long[] labels = [.. Enumerable.Range(0, Items).Select(_ => (long)rng.Next(Classes))];
        var centres = Matrix<double>.Build.Dense(Classes, Width, (_, _) => rng.NextDouble());
        var x = Matrix<double>.Build.Dense(
            Items,
            Width,
            (i, j) => (5 * centres[(int)labels[i], j]) + (noise * (rng.NextDouble() - 0.5)) + (j * 100)
        );
        return (x, labels);
    }

    private static torch.Tensor Tensor(Matrix<double> x) =>
        torch.tensor(x.ToRowMajorArray(), dtype: torch.ScalarType.Float32).view(x.RowCount, x.ColumnCount);
}
