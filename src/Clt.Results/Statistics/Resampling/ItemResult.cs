namespace Clt.Results.Statistics.Resampling;

/// <summary>One item's score in one column of a study (a cell, language and metric) under one seed.</summary>
/// <param name="Column">Any name; columns of one table are resampled together, on the same items and seeds.</param>
/// <param name="ItemId">The cluster: the same for an item's translations.</param>
/// <param name="Seed">The training seed.</param>
/// <param name="Value">The item's score; NaN counts as missing.</param>
/// <param name="Statistics">
/// Sufficient statistics that are summed over items, or null where the column's score is the mean of the values.
/// </param>
public readonly record struct ItemResult(string Column, string ItemId, long Seed, double Value, IReadOnlyList<double>? Statistics = null);

/// <summary>
/// A number computed from the summed statistics of columns, such as a mean, a ratio of two means, or BLEU. It must be a pure function.
/// </summary>
public delegate double Statistic(Sums sums);

/// <summary>Several functions of the columns' summed statistics at once.</summary>
/// <returns>One value a function, always as many.</returns>
public delegate double[] Statistics(Sums sums);
