using Clt.Results.Statistics.Resampling;
using Clt.Testing;

namespace Clt.Running.Tests.Statistics;

public class StatisticsReferenceTests
{
    /// <summary>What serves the others and is named with them.</summary>
    private static readonly string[] Parts =
    [
        "AnovaRow",
        "Bandwidth",
        "Distributions",
        "Interval",
        "IntervalMethod",
        "IntervalMethods",
        "ItemResult",
        "Quantile",
        "RankTransform",
        "SacreBleuInterval",
        "Statistic",
        "Statistics",
        "Sums",
    ];

    [Fact]
    public void Every_routine_is_in_the_reference()
    {
        var reference = File.ReadAllText(Path.Combine(RepositoryRoot.Folder, "docs", "reference", "statistics.md"));
        var routines = typeof(ClusterBootstrap)
            .Assembly.GetExportedTypes()
            .Where(t => t.Namespace!.StartsWith("Clt.Results.Statistics", StringComparison.Ordinal) && !t.IsNested)
            .Select(t => t.Name)
            .Except(Parts)
            .ToList();
        routines.Count.ShouldBeGreaterThan(25);
        routines.Where(n => !reference.Contains($"`{n}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
