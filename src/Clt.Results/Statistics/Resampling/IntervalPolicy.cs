using Clt.Results.Statistics.Testing;

namespace Clt.Results.Statistics.Resampling;

/// <summary>Confidence intervals: the one place that decides their level, and the method for each kind of figure.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>Scores of items, and any function of them: cluster bootstrap, widened for few clusters (<see cref="Resampled"/>).</item>
/// <item>Proportions whose scores are all equal: Wilson's (<see cref="Proportion"/>); their differences: Newcombe's.</item>
/// <item>A handful of independent values, and coefficients of a regression: Student's t.</item>
/// <item>Correlations: Fisher's z. Knots and scales of fits: F profile. New runs: prediction intervals.</item>
/// <item>Where values do not vary and nothing is known of their distribution: none.</item>
/// </list>
/// docs/reference/statistics.md has the coverage that was measured.
/// </remarks>
public static class IntervalPolicy
{
    /// <summary>The confidence level of every interval.</summary>
    public const double Level = 0.95;

    /// <summary>The upper of the two quantiles that a symmetric interval lies between.</summary>
    public const double Upper = (1 + Level) / 2;

    /// <summary>The level as text: <c>95 %</c>.</summary>
    public static string Percent { get; } = FormattableString.Invariant($"{Level * 100:0.##} %");

    /// <summary>No interval, and why: <c>all scores are equal</c>.</summary>
    public static Interval None(double estimate, string why, int items = 0, int seeds = 0) =>
        new(estimate, double.NaN, double.NaN, Level, IntervalMethod.None, why, items, seeds);

    /// <summary>
    /// Percentile bootstrap around the estimate, scaled so that its width is that of Student's t for each source of chance (Hesterberg 2015
    /// on percentile intervals of few values; Zou and Donner 2008 on adding variances with quantiles of their own).
    /// </summary>
    /// <param name="estimate">The statistic on the data.</param>
    /// <param name="replicates">Its finite values on resamples.</param>
    /// <param name="chance">Its variances by source.</param>
    /// <param name="covers">What varies.</param>
    /// <param name="level">In (0, 1).</param>
    public static Interval Resampled(
        double estimate,
        IReadOnlyList<double> replicates,
        SourcesOfChance chance,
        string covers,
        double level = Level
    )
    {
        var (items, seeds) = (chance.Items, chance.Seeds);
        if (replicates.Count == 0 || !double.IsFinite(estimate))
            return None(estimate, "it is undefined", items, seeds);
        if (items < 2)
            return None(estimate, "there is one item", items, seeds);
        if (!double.IsFinite(chance.Variance))
            return None(estimate, "it is undefined without some of the items or seeds", items, seeds);
        var spread = Spread(replicates);
        if (IsNone(spread, estimate) || chance.Variance <= 0)
            return None(estimate, "all scores are equal", items, seeds);
        var (low, high) = BootstrapIntervals.Percentile(replicates, level);
        var wider = chance.HalfWidth(level) / (Distributions.NormalQuantile((1 + level) / 2) * spread);
        return new Interval(
            estimate,
            estimate - (wider * Math.Max(0, estimate - low)),
            estimate + (wider * Math.Max(0, high - estimate)),
            level,
            IntervalMethod.Bootstrap,
            covers,
            items,
            seeds
        );
    }

    /// <summary>
    /// Wilson's interval of a proportion whose items all have the same score. The items are the trials: seeds and translations add none.
    /// </summary>
    public static Interval Proportion(double share, int items, int seeds)
    {
        if (items == 0)
            return None(share, "there is no item");
        var (low, high) = Testing.Proportion.Wilson(share * items, items, Level);
        return new Interval(share, low, high, Level, IntervalMethod.Wilson, "items, whose scores are all equal", items, seeds);
    }

    /// <summary>Newcombe's interval of the difference of such proportions, as of independent ones, wide where they are paired.</summary>
    public static Interval Difference(double a, int itemsOfA, double b, int itemsOfB, int seeds)
    {
        var (left, right) = (Proportion(a, itemsOfA, seeds), Proportion(b, itemsOfB, seeds));
        if (left.Method == IntervalMethod.None || right.Method == IntervalMethod.None)
            return None(a - b, "there is no item");
        var (down, up) = (Hypotenuse(a - left.Low, right.High - b), Hypotenuse(left.High - a, b - right.Low));
        return new Interval(
            a - b,
            a - b - down,
            a - b + up,
            Level,
            IntervalMethod.Newcombe,
            left.Covers,
            Math.Max(itemsOfA, itemsOfB),
            seeds
        );
    }

    /// <summary>Student's t of an estimate with its standard error; none where the error is zero or cannot be had.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="error">Its standard error.</param>
    /// <param name="freedom">Degrees of freedom of the error.</param>
    /// <param name="values">Values behind it.</param>
    /// <param name="covers">What they vary over: <c>languages</c>.</param>
    /// <param name="method">Student's t, or a prediction by it.</param>
    public static Interval StudentT(
        double estimate,
        double error,
        double freedom,
        int values,
        string covers,
        IntervalMethod method = IntervalMethod.StudentT
    )
    {
        if (freedom < 1 || double.IsNaN(error))
            return None(estimate, $"too few values over {covers}", values, 1);
        if (IsNone(error, estimate))
            return None(estimate, $"all values over {covers} are equal", values, 1);
        var half = Distributions.TQuantile(Upper, freedom) * error;
        return new Interval(estimate, estimate - half, estimate + half, Level, method, covers, values, 1);
    }

    /// <summary>
    /// A mean over a few groups, such as orders, that were drawn too: their own spread, by Student's t, is added to that of items and seeds
    /// (Zou and Donner 2008 on adding variances with quantiles of their own).
    /// </summary>
    /// <param name="mean">The mean with the interval of everything else.</param>
    /// <param name="values">The value of each group; one alone adds nothing.</param>
    /// <param name="groups">What they are, such as <c>orders</c>.</param>
    public static Interval OverGroups(Interval mean, IReadOnlyList<double> values, string groups)
    {
        if (mean.Method == IntervalMethod.None || values.Count < 2 || !values.All(double.IsFinite))
            return mean;
        var center = values.Average();
        var error = Math.Sqrt(values.Sum(v => Math.Pow(v - center, 2)) / (values.Count - 1) / values.Count);
        var half = Distributions.TQuantile(Upper, values.Count - 1) * error;
        return mean with
        {
            Low = mean.Estimate - Hypotenuse(mean.Estimate - mean.Low, half),
            High = mean.Estimate + Hypotenuse(mean.High - mean.Estimate, half),
            Covers = $"{mean.Covers}, and {values.Count} {groups}",
        };
    }

    /// <summary>
    /// The two-sided p of no difference that an interval's width tells, as of a normal estimate (Altman and Bland 2011); 1 where there is
    /// no interval.
    /// </summary>
    public static double PValue(Interval difference)
    {
        if (difference.Method == IntervalMethod.None || !(difference.High > difference.Low))
            return 1;
        var error = (difference.High - difference.Low) / (2 * Distributions.NormalQuantile(Upper));
        return Distributions.NormalTwoSided(difference.Estimate / error);
    }

    /// <summary>Fisher's z of a rank correlation, with Fieller's variance 1.06 / (n - 3); none at ±1, where z is infinite.</summary>
    public static Interval RankCorrelation(double rho, int points, string covers)
    {
        if (Math.Abs(rho) >= 1 - 1e-12)
            return None(rho, "the order of all points is the same or the reverse", points, 1);
        var half = Distributions.NormalQuantile(Upper) * Math.Sqrt(1.06 / (points - 3));
        return new Interval(
            rho,
            Math.Tanh(Math.Atanh(rho) - half),
            Math.Tanh(Math.Atanh(rho) + half),
            Level,
            IntervalMethod.FisherZ,
            covers,
            points,
            1
        );
    }

    /// <summary>The values of a fit's parameter whose fit is not significantly worse than the best.</summary>
    public static Interval Profile(double estimate, double low, double high, int points) =>
        new(estimate, low, high, Level, IntervalMethod.Profile, "runs", points, 1);

    /// <summary>The quotient of two parameters of which profiles are known; its ends are the most extreme quotients.</summary>
    public static Interval Quotient(Interval over, Interval under) =>
        new(
            over.Estimate / under.Estimate,
            over.Low / under.High,
            over.High / under.Low,
            Level,
            IntervalMethod.ProfileQuotient,
            "runs",
            over.Items + under.Items,
            1
        );

    /// <summary>The mean of several fits' predictions for a new run: their half-width and their disagreement, added as variances.</summary>
    public static Interval Forecast(double estimate, double half, double between, int points)
    {
        if (!double.IsFinite(half))
            return None(estimate, "too few runs", points, 1);
        var total = Hypotenuse(half, Distributions.NormalQuantile(Upper) * between);
        return new Interval(estimate, estimate - total, estimate + total, Level, IntervalMethod.Forecast, "one new run", points, 1);
    }

    /// <summary>Whether a spread is that of rounding alone.</summary>
    private static bool IsNone(double spread, double estimate) => spread <= 1e-12 * Math.Max(1, Math.Abs(estimate));

    private static double Spread(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / Math.Max(1, values.Count - 1));
    }

    private static double Hypotenuse(double a, double b) => Math.Sqrt((a * a) + (b * b));
}
