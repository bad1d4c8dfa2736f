using Clt.Results.Store;

namespace Clt.Results.Scores;

/// <summary>
/// Schema validation of results that another program wrote: what the serialiser does not see, since it looks at fields one by one.
/// </summary>
internal static class ResultSetChecks
{
    /// <summary>The first thing that is wrong, or null.</summary>
    public static string? Fault(ResultSet set) =>
        set.Axes.Any(a => a is null) || set.Metrics.Any(m => m is null) || set.Groups.Values.Any(g => g is null) ? "a name is null"
        : set.Axes.FirstOrDefault(a => a.Labels.Any(l => l is null)) is { } axis ? $"the axis '{axis.Name}' has a null among its labels"
        : set.Axes.FirstOrDefault(a => a.Numbers is { } n && n.Count != a.Labels.Count) is { } other
            ? $"the axis '{other.Name}' has {other.Labels.Count} labels and {other.Numbers!.Count} numbers"
        : set.Axes.GroupBy(a => a.Name).FirstOrDefault(g => g.Count() > 1) is { } twice ? $"the axis '{twice.Key}' comes twice"
        : set.Runs.Index().Select(r => Fault(r.Item, r.Index)).FirstOrDefault(f => f is not null);

    private static string? Fault(MeasuredRun? run, int index)
    {
        if (run is null || run.Axes.Values.Any(v => v is null) || run.TrainedOn.Any(l => l is null))
            return $"run {index + 1} is null, or has a null";
        return run.Result.Scores.Select(s => Fault(s, index)).FirstOrDefault(f => f is not null);
    }

    private static string? Fault(ScoreRecord? score, int index)
    {
        if (score is null || score.Items.Any(i => i is null) || score.Axes?.Values.Any(v => v is null) == true)
            return $"run {index + 1} has a null among its scores";
        var place = $"run {index + 1}, {score.Metric} of {score.Language}:";
        if (!Language.TryParse(score.Language, out _))
            return $"{place} there is no such language";
        if (score.Items.Count != score.Values.Count)
            return $"{place} {score.Items.Count} items have {score.Values.Count} values";
        if (score.Items.Distinct(StringComparer.Ordinal).Count() != score.Items.Count)
            return $"{place} an item comes twice";
        if (score.Statistics is not { } statistics)
            return null;
        return statistics.Count != score.Items.Count || statistics.Any(s => s is null || s.Count != statistics[0].Count)
            ? $"{place} its statistics are not as many for each item"
            : null;
    }
}
