using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Running.Planning;
using Clt.Running.Seeds;

namespace Clt.Running.Reports;

/// <summary>The results of a study that are in its folder.</summary>
public static class StoredResults
{
    /// <summary>Reads the results that are there.</summary>
    public static StudyResults Read(ExpandedStudy study, StudyContext context)
    {
        var read = StoredRuns.Read(study, context, out var older);
        if (study.Published is { } published)
        {
            return new StudyResults(study.Name, [], study.Groups, [], new Dictionary<string, IMetric>(), 0) { Means = published };
        }

        List<MeasuredRun> whole = [.. StoredRuns.Measured(read, older)];
        var runs = LayerRuns.Of(whole);
        var measured = study.Points.Select(p => Measurement.Of(p.Cell)).OfType<Measurement>().SelectMany(m => m.Metrics);
        return new StudyResults(
            study.Name,
            [.. study.Axes, .. LayerRuns.Axes(runs)],
            study.Groups,
            runs,
            study
                .Metrics.Concat(measured)
                .Concat(context.Metrics)
                .DistinctBy(m => m.Info.Name)
                .ToDictionary(m => m.Info.Name, StringComparer.Ordinal),
            read.Count(r => r.Result is null)
        )
        {
            Bases = study.Bases,
            Whole = whole,
            Means = StudyMeans.Of([.. read.Where(r => r.Result is not null).Select(r => (r.Point, r.Result!))]),
        };
    }
}
