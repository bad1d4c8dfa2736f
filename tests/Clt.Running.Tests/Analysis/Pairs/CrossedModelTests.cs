using Clt.Results.Statistics.Regression;

namespace Clt.Running.Tests.Analysis.Pairs;

public class CrossedModelTests
{
    [Fact]
    public void With_one_group_in_the_second_factor_it_is_the_model_of_one_factor()
    {
        var (design, y, first, _) = Made(1, 0);
        var one = new MixedModel(design, y, first);
        var crossed = new CrossedModel(design, y, first, [.. y.Select(_ => 0)]);
        crossed.Coefficients[1].ShouldBe(one.Coefficients[1], 1e-5);
        crossed.Errors[1].ShouldBe(one.Errors[1], 1e-5);
        crossed.FirstVariance.ShouldBe(one.InterceptVariance, 1e-3);
        crossed.ResidualVariance.ShouldBe(one.ResidualVariance, 1e-4);
    }

    [Fact]
    public void Both_variances_are_found()
    {
        var (design, y, first, second) = Made(1, 0.5);
        var model = new CrossedModel(design, y, first, second);
        Math.Sqrt(model.FirstVariance).ShouldBeInRange(0.7, 1.4);
        Math.Sqrt(model.SecondVariance).ShouldBeInRange(0.3, 0.8);
        Math.Sqrt(model.ResidualVariance).ShouldBeInRange(0.15, 0.25);
        model.Coefficients[1].ShouldBe(2, 4 * model.Errors[1]);
    }

    [Fact]
    public void Exchanging_the_factors_exchanges_the_variances()
    {
        var (design, y, first, second) = Made(1, 0.5);
        var (model, turned) = (new CrossedModel(design, y, first, second), new CrossedModel(design, y, second, first));
        turned.FirstVariance.ShouldBe(model.SecondVariance, 1e-4);
        turned.LogLikelihood.ShouldBe(model.LogLikelihood, 1e-8);
    }

    /// <summary>20 by 12 groups, slope 2, residual deviation 0.2.</summary>
    private static (double[][] Design, double[] Y, int[] First, int[] Second) Made(double ofFirst, double ofSecond)
    {
        var random = new Random(2);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var (a, b) = (
            Enumerable.Range(0, 20).Select(_ => ofFirst * Normal()).ToArray(),
            Enumerable.Range(0, 12).Select(_ => ofSecond * Normal()).ToArray()
        );
        var cells = (from i in Enumerable.Range(0, 20) from j in Enumerable.Range(0, 12) select (i, j)).ToArray();
        double[][] design = [.. cells.Select(_ => new[] { 1, random.NextDouble() })];
        return (
            design,
            [.. cells.Select((c, k) => (2 * design[k][1]) + a[c.i] + b[c.j] + (0.2 * Normal()))],
            [.. cells.Select(c => c.i)],
            [.. cells.Select(c => c.j)]
        );
    }
}
