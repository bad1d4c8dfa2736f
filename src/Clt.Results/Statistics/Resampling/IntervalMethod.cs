namespace Clt.Results.Statistics.Resampling;

/// <summary>How an interval is read off bootstrap replicates.</summary>
public enum IntervalMethod
{
    /// <summary>Quantiles of the replicates (linear interpolation).</summary>
    Percentile,

    /// <summary>Bias-corrected and accelerated (Efron 1987): second-order accurate where the statistic is skewed.</summary>
    Bca,
}
