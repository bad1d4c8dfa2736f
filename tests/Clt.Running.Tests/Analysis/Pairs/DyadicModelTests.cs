using Clt.Results.Statistics.Regression;

namespace Clt.Running.Tests.Analysis.Pairs;

public class DyadicModelTests
{
    private const int Members = 9;
    private static readonly (int From, int To)[] Pairs =
    [
        .. from a in Enumerable.Range(0, Members) from b in Enumerable.Range(0, Members) where a != b select (a, b),
    ];

    [Fact]
    public void Coefficients_are_those_of_least_squares()
    {
        var (rows, y) = Made(noise: 0.5);
        var plain = new LinearModel([.. rows.Select(r => (double[])[1, .. r])], y);
        var model = new DyadicModel(Pairs, rows, y, Members);
        for (var j = 0; j < 3; j++)
            model.Coefficients[j].ShouldBe(plain.Coefficients[j], 1e-9);
        model.R2.ShouldBe(plain.R2, 1e-12);
        model.Resample([.. Enumerable.Repeat(1, Members)])[1].ShouldBe(model.Coefficients[1], 1e-12);
        model.Ridge(1e9)[1].ShouldBe(0, 1e-6);
    }

    [Fact]
    public void Left_out_members_are_predicted_where_there_is_no_noise_and_not_where_there_is_nothing_else()
    {
        var (rows, y) = Made(noise: 0);
        new DyadicModel(Pairs, rows, y, Members).LeftOutR2().ShouldBe(1, 1e-9);
        var random = new Random(5);
        double[] chance = [.. Pairs.Select(_ => random.NextDouble())];
        var model = new DyadicModel(Pairs, rows, chance, Members);
        model.LeftOutR2().ShouldBeLessThan(0.05);
        var errors = model.LeftOut();
        errors.Count.ShouldBe(Members);
        (1 - (errors.Sum(e => e.Error) / errors.Sum(e => e.Total))).ShouldBe(model.LeftOutR2());
    }

    [Fact]
    public void A_left_out_member_plays_no_part()
    {
        var (rows, y) = Made(noise: 0.3);
        var model = new DyadicModel(Pairs, rows, y, Members);
        double[] spoilt = [.. y.Select((v, i) => Pairs[i].From == 4 || Pairs[i].To == 4 ? v + 100 : v)];
        var other = new DyadicModel(Pairs, rows, spoilt, Members);
        other.Without(4)[1].ShouldBe(model.Without(4)[1], 1e-12);
    }

    [Fact]
    public void Permuting_members_finds_the_predictor_that_matters()
    {
        var (rows, y) = Made(noise: 0.3);
        var model = new DyadicModel(Pairs, rows, y, Members);
        model.Permuted(0, new Random(1), 199).ShouldBeLessThan(0.02);
        model.Permuted(1, new Random(1), 199).ShouldBeGreaterThan(0.05);
    }

    [Fact]
    public void Predictors_that_determine_each_other_have_no_coefficient()
    {
        var (rows, y) = Made(noise: 0.3);
        var twice = new DyadicModel(Pairs, [.. rows.Select(r => new[] { r[0], r[0] * 2 })], y, Members);
        twice.Coefficients.ShouldAllBe(c => double.IsNaN(c));
    }

    /// <summary>The first predictor counts 0.4, the second nothing.</summary>
    private static (double[][] Rows, double[] Y) Made(double noise)
    {
        var random = new Random(3);
        double[][] rows = [.. Pairs.Select(_ => new[] { random.NextDouble(), random.NextDouble() })];
        return (rows, [.. rows.Select(r => 0.2 + (0.4 * r[0]) + (noise * (random.NextDouble() - 0.5)))]);
    }
}
