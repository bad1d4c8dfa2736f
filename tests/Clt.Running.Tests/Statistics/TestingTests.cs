using Clt.Results.Statistics.Curves;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Statistics.Testing;

namespace Clt.Running.Tests.Statistics;

public class TestingTests
{
    [Fact]
    public void Randomised_sign_flips_agree_with_all_sign_flips()
    {
        double[] differences = [0.3, -0.1, 0.4, 0.2, 0.6, -0.2, 0.1, 0.5, 0.2, -0.3];
        PairedTests.SignFlip(differences, 1, 20_000).ShouldBe(PairedTests.SignFlipExact(differences), 0.01);
        PairedTests.SignFlip(differences, 1).ShouldBe(PairedTests.SignFlip(differences, 1));
        PairedTests.SignFlip(new double[10], 1).ShouldBe(1);
        Should.Throw<ArgumentException>(() => PairedTests.SignFlipExact(new double[30]));
    }

    [Fact]
    public void Minimum_detectable_effect_and_units_are_inverse()
    {
        var effect = Power.MinimumDetectableEffect(0.4, 250);
        effect.ShouldBe(2.8016 * 0.4 / Math.Sqrt(250), 1e-4);
        Power.UnitsFor(effect * 1.0001, 0.4).ShouldBe(250);
    }

    [Fact]
    public void Saturating_curve_finds_its_own_parameters()
    {
        double[] n = [0, 100, 200, 400, 800, 1000, 2000, 5000];
        var fit = SaturatingCurve.Fit(n, [.. n.Select(v => 0.8 - (0.5 * Math.Exp(-v / 350)))]);
        (fit.Plateau, fit.Gain, fit.Scale).ShouldSatisfyAllConditions(
            f => f.Plateau.ShouldBe(0.8, 1e-8),
            f => f.Gain.ShouldBe(0.5, 1e-8),
            f => f.Scale.ShouldBe(350, 1e-3)
        );
    }

    [Fact]
    public void Plateau_interval_holds_the_knot_and_tightens_with_less_noise()
    {
        double[] n = [0, 100, 200, 400, 800, 1000, 2000, 5000];
        double[] Noisy(double size) =>
            [.. n.Select((v, i) => 0.4 + (0.05 * Math.Min(Math.Log(1 + v), Math.Log(801))) + (size * (i % 2 == 0 ? 1 : -1)))];
        var (low, high) = BrokenLine.SamplesInterval(n, Noisy(0.001));
        low.ShouldBeLessThan(800);
        high.ShouldBeGreaterThan(800);
        var (wideLow, wideHigh) = BrokenLine.SamplesInterval(n, Noisy(0.01));
        (wideHigh - wideLow).ShouldBeGreaterThan(high - low);
    }

    [Fact]
    public void Quantiles_at_the_ends_are_the_extremes()
    {
        double[] sorted = [1, 2, 4];
        Quantile.OfSorted(sorted, 0).ShouldBe(1);
        Quantile.OfSorted(sorted, 1).ShouldBe(4);
        Quantile.OfSorted(sorted, 0.75).ShouldBe(3);
        Quantile.OfSorted([], 0.5).ShouldBe(double.NaN);
    }
}
