namespace Clt.Results.Statistics.Resampling;

/// <summary>Confidence interval of an estimate, with the method that made it and the sources of chance that it covers.</summary>
/// <param name="Estimate">The statistic on all data; NaN where it is undefined.</param>
/// <param name="Low">Lower end; NaN where no interval can be given.</param>
/// <param name="High">Upper end; NaN where no interval can be given.</param>
/// <param name="Level">Confidence level: <see cref="IntervalPolicy.Level"/>.</param>
/// <param name="Method">How it was made.</param>
/// <param name="Covers">What varies in it, such as <c>items and 3 seeds</c>; where no interval can be given, why.</param>
/// <param name="Items">Distinct items (or values) behind the estimate.</param>
/// <param name="Seeds">Distinct seeds behind the estimate.</param>
/// <param name="Undefined">Share of resamples on which the statistic was not finite; the ends are quantiles of the others.</param>
public readonly record struct Interval(
    double Estimate,
    double Low,
    double High,
    double Level,
    IntervalMethod Method,
    string Covers,
    int Items,
    int Seeds,
    double Undefined = 0
)
{
    /// <summary>Whether it lies on one side of zero; never where no interval can be given.</summary>
    public bool ExcludesZero => Method != IntervalMethod.None && (Low > 0 || High < 0);

    /// <summary>The same with ends inside what the figure can be.</summary>
    public Interval Within(double lowest, double highest) =>
        this with
        {
            Low = Math.Clamp(Low, Math.Min(lowest, Estimate), Math.Max(highest, Estimate)),
            High = Math.Clamp(High, Math.Min(lowest, Estimate), Math.Max(highest, Estimate)),
        };
}
