using MathNet.Numerics.Distributions;

namespace Clt.Results.Statistics.Testing;

/// <summary>How many items a comparison needs, and what difference it can see.</summary>
public static class Power
{
    /// <summary>Items for two systems on the same items (Connor 1987).</summary>
    /// <param name="p01">Share of items that only the second system gets right.</param>
    /// <param name="p10">Share of items that only the first gets right.</param>
    public static double PairedItems(double p01, double p10, double alpha = 0.05, double power = 0.8)
    {
        var (discordant, gap) = (p01 + p10, p01 - p10);
        var root =
            (Distributions.NormalQuantile(1 - (alpha / 2)) * Math.Sqrt(discordant))
            + (Distributions.NormalQuantile(power) * Math.Sqrt(discordant - (gap * gap)));
        return root * root / (gap * gap);
    }

    /// <summary>Power of a paired comparison with n items, by the normal approximation.</summary>
    public static double Paired(double p01, double p10, int n, double alpha = 0.05)
    {
        var (discordant, gap) = (p01 + p10, p01 - p10);
        var quantile = Distributions.NormalQuantile(1 - (alpha / 2));
        var z = ((Math.Abs(gap) * Math.Sqrt(n)) - (quantile * Math.Sqrt(discordant))) / Math.Sqrt(discordant - (gap * gap));
        return Normal.CDF(0, 1, z);
    }

    /// <summary>Power of the exact McNemar test with n items.</summary>
    public static double PairedExact(double p01, double p10, int n, double alpha = 0.05)
    {
        var discordant = p01 + p10;
        var power = 0.0;
        for (var m = 1; m <= n; m++)
        {
            var reject = 0.0;
            for (var k = 0; k <= m; k++)
            {
                if (Distributions.FairCoinsTwoSided(k, m) <= alpha)
                    reject += Binomial.PMF(p01 / discordant, m, k);
            }

            power += Binomial.PMF(discordant, n, m) * reject;
        }

        return power;
    }

    /// <summary>Items for each of two independent groups.</summary>
    public static double IndependentItems(double p1, double p2, double alpha = 0.05, double power = 0.8)
    {
        var root = (Distributions.NormalQuantile(1 - (alpha / 2)) + Distributions.NormalQuantile(power)) / EffectSize.CohenH(p1, p2);
        return 2 * root * root;
    }

    /// <summary>
    /// The smallest true mean difference that a paired comparison of n units (items, or seeds) finds with the given power.
    /// </summary>
    /// <param name="deviation">Standard deviation of the paired differences.</param>
    public static double MinimumDetectableEffect(double deviation, int n, double alpha = 0.05, double power = 0.8) =>
        (Distributions.NormalQuantile(1 - (alpha / 2)) + Distributions.NormalQuantile(power)) * deviation / Math.Sqrt(n);

    /// <summary>Units (items, or seeds) that a paired comparison needs to find a mean difference.</summary>
    public static int UnitsFor(double effect, double deviation, double alpha = 0.05, double power = 0.8)
    {
        var ratio = MinimumDetectableEffect(deviation, 1, alpha, power) / effect;
        return (int)Math.Ceiling(ratio * ratio);
    }
}
