using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Results.Store;
using Clt.Running.Planning;
using Clt.Running.Stored;

namespace Clt.Running.Seeds;

/// <summary>The measured points of a study whose results are in its folder.</summary>
internal static class StoredRuns
{
    /// <summary>The runs whose results are there, as they are stored.</summary>
    public static IReadOnlyList<MeasuredRun> Of(ExpandedStudy study, StudyContext context) =>
        [.. Measured(Read(study, context, out var older), older)];

    /// <summary>
    /// Every point with its result, or null; and those that older code has made, by the cells in whose place they are. A result is not
    /// taken whose model, or an adapter that it was measured with, was made again with other bits: the next run measures anew.
    /// </summary>
    public static List<(StudyPoint Point, CellResult? Result)> Read(
        ExpandedStudy study,
        StudyContext context,
        out IReadOnlyDictionary<string, OlderCell> older
    )
    {
        var folder = new StudyFolder(context.RunsFolder, study.Name);
        var kept = older = OlderCell.Of(study, context);
        var marks = new StoredMarks(folder);
        var read = study.Points.Select(p => (p, marks.Read(kept.GetValueOrDefault(p.Cell.Id)?.Id ?? p.Cell.Id))).ToList();
        var stale = read.Where(r => r.Item2 is not null && StoredFiles.IsStale(r.p.Cell, marks)).Select(r => r.p.Cell.Id).ToHashSet();
        foreach (var id in stale)
            context.Report($"{folder.Cell(id).Path} is left out: {StoredFiles.Stale}. clt run measures it again.");
        return [.. read.Select(r => (r.p, stale.Contains(r.p.Cell.Id) ? null : r.Item2))];
    }

    /// <summary>Those that have results.</summary>
    public static IEnumerable<MeasuredRun> Measured(
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
