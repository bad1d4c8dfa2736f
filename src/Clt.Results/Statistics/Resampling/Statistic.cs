namespace Clt.Results.Statistics.Resampling;

/// <summary>
/// A number computed from the summed statistics of columns, such as a mean, a ratio of two means, or BLEU. It must be a pure function.
/// </summary>
public delegate double Statistic(Sums sums);
