using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Running.Planning;

namespace Clt.Running.Reports;

/// <summary>The results of a study that are in its folder.</summary>
public static class StoredResults
{
    /// <summary>Reads the results that are there.</summary>
    public static StudyResults Read(ExpandedStudy study, StudyContext context)
    {
        var read = Stored(study, context, out var older);
        if (study.Published is { } published)
        {
            return new StudyResults(study.Name, [], study.Groups, [], new Dictionary<string, IMetric>(), 0) { Means = published };
        }

        var runs = LayerRuns.Of([.. Measured(read, older)]);
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
            Means = StudyMeans.Of([.. read.Where(r => r.Result is not null).Select(r => (r.Point, r.Result!))]),
        };
    }

    /// <summary>The runs whose results are there, as they are stored.</summary>
    internal static IReadOnlyList<MeasuredRun> Runs(ExpandedStudy study, StudyContext context) =>
        [.. Measured(Stored(study, context, out var older), older)];

    private static List<(StudyPoint Point, CellResult? Result)> Stored(
        ExpandedStudy study,
        StudyContext context,
        out IReadOnlyDictionary<string, OlderCell> older
    )
    {
        var folder = new StudyFolder(context.RunsFolder, study.Name);
        var kept = older = OlderCell.Of(study, context);
        return [.. study.Points.Select(p => (p, folder.Cell(kept.GetValueOrDefault(p.Cell.Id)?.Id ?? p.Cell.Id).Read()))];
    }

    private static IEnumerable<MeasuredRun> Measured(
        IEnumerable<(StudyPoint Point, CellResult? Result)> read,
        IReadOnlyDictionary<string, OlderCell> older
    ) =>
        read.Where(r => r.Result is not null)
            .Select(r => new MeasuredRun(r.Point.Axes.ToDictionary(a => a.Axis, a => a.Label, StringComparer.Ordinal), r.Result!)
            {
                Task = Measurement.Of(r.Point.Cell)?.Task.Info.Name ?? "",
                Short = r.Point.Short,
                Stage = (r.Point.Cell as FinetuneCell)?.Stage ?? "",
                TrainedOn = [.. (r.Point.Cell as FinetuneCell)?.Mixture.Languages.Select(l => l.Code) ?? []],
                OlderCode = older.GetValueOrDefault(r.Point.Cell.Id)?.Differs ?? [],
            });
}
