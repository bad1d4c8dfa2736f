using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Statistics.Testing;

namespace Clt.Results.Analysis;

/// <summary>Test of no difference by the width of a difference's interval (Altman and Bland 2011).</summary>
internal static class IntervalTest
{
    /// <summary>The two-sided p, as of a normal estimate; 1 where there is no interval.</summary>
    public static double P(Interval difference)
    {
        if (difference.Method == IntervalMethod.None || !(difference.High > difference.Low))
            return 1;
        var error = (difference.High - difference.Low) / (2 * Distributions.NormalQuantile(IntervalPolicy.Upper));
        return Distributions.NormalTwoSided(difference.Estimate / error);
    }
}
