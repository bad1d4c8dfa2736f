using Clt.Results.Scores;

namespace Clt.Results.Comparison;

/// <summary>The thresholds of a comparison: what they name must be there, and the strictest of those about a row counts.</summary>
internal static class Limits
{
    /// <summary>The metrics that thresholds name.</summary>
    public static IEnumerable<string> Metrics(ComparisonOptions options) =>
        options.MaxDrop.Concat(options.Min).Select(l => l.Metric).Where(m => m.Length > 0).Distinct();

    /// <summary>The groups of languages that thresholds name, with their languages.</summary>
    public static IReadOnlyList<(string Group, IReadOnlyList<string> Languages)> Groups(
        ResultSet a,
        IReadOnlyList<string> languages,
        ComparisonOptions options
    )
    {
        var places = options.MaxDrop.Concat(options.Min).Select(l => l.Place).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. languages
                .GroupBy(l => a.Groups.GetValueOrDefault(l, ""))
                .Where(g => places.Contains(g.Key))
                .Select(g => (g.Key, (IReadOnlyList<string>)[.. g])),
        ];
    }

    /// <summary>Adds a problem for each threshold about nothing that is compared.</summary>
    public static void Check(
        IReadOnlyList<ComparisonRow> rows,
        IReadOnlyDictionary<string, bool> better,
        ComparisonOptions options,
        Problems problems
    )
    {
        foreach (var (option, limits) in new[] { ("--max-drop", options.MaxDrop), ("--min", options.Min) })
        foreach (var limit in limits.Where(l => !rows.Any(l.Holds)))
        {
            var metrics = rows.Select(r => r.Metric).Distinct().ToList();
            var places = rows.Select(r => r.Group.Length > 0 ? r.Group : r.Language).Where(p => p.Length > 0).Distinct().ToList();
            var known = limit.Metric.Length == 0 || metrics.Contains(limit.Metric);
            problems.Add(
                known ? $"no language or group '{limit.Place}' is compared" : $"no metric '{limit.Metric}' is compared",
                $"{option} {limit.Title}",
                known
                    ? Suggest.DidYouMean(limit.Place, places, $"There are: {string.Join(", ", places)}.")
                    : Suggest.DidYouMean(limit.Metric, metrics, $"There are: {string.Join(", ", metrics)}.")
            );
        }

        foreach (var limit in options.Min.Where(l => !better.GetValueOrDefault(l.Metric, true)))
            problems.Add(
                $"less is better of '{limit.Metric}', so that it has no minimum",
                $"--min {limit.Title}",
                "Limit its worsening with --max-drop."
            );
    }

    /// <summary>The verdict of a row whose difference is no worsening beyond chance.</summary>
    public static Verdict? Of(ComparisonRow row, double gain, ComparisonOptions options)
    {
        if (options.Min.Any(l => l.Holds(row) && !(row.B >= l.Value)))
            return Verdict.BelowMinimum;
        // A threshold of a place stands before one of the metric, and that before one of all metrics.
        var drop = options
            .MaxDrop.Where(l => l.Holds(row))
            .OrderByDescending(l => (l.Place.Length > 0 ? 2 : 0) + (l.Metric.Length > 0 ? 1 : 0))
            .FirstOrDefault();
        return drop is not null && -gain > drop.Value ? Verdict.Dropped : null;
    }
}
