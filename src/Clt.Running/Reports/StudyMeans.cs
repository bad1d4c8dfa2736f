using System.Globalization;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Results.Scores;
using Clt.Results.Store;

namespace Clt.Running.Reports;

/// <summary>Makes mean scores of a study's results: what each run was trained on is read off its point.</summary>
internal static class StudyMeans
{
    private sealed record Run(StudyPoint Point, CellResult Result, MeanScore Head);

    /// <param name="measured">Points with their results; the headline metric of each is its first.</param>
    public static MeanScores Of(IReadOnlyList<(StudyPoint Point, CellResult Result)> measured)
    {
        // Points that were cut to the same examples are one run.
        // Scores of layers and probes are no points of curves over samples.
        var runs = measured
            .Where(m => m.Result.Scores.Count > 0 && m.Result.Scores.All(s => s.Axes is null))
            .Select(m => new Run(m.Point, m.Result, Head(m.Point)))
            .DistinctBy(r => r.Point.Short.Count > 0 ? r.Point.Cell.Id : (object)r.Point)
            .ToList();
        // Runs that would be taken for one another are told apart by the axes in which they differ.
        var extra = runs.GroupBy(r => r.Head with { English = 0 })
            .SelectMany(g =>
                g.SelectMany(r => r.Point.Axes)
                    .GroupBy(a => a.Axis)
                    .Where(a => a.Select(v => v.Label).Distinct().Count() > 1)
                    .Select(a => a.Key)
            )
            .ToHashSet(StringComparer.Ordinal);
        var rows = runs.SelectMany(r =>
        {
            var setting = string.Join(
                ", ",
                new[] { r.Head.Setting }
                    .Concat(r.Point.Axes.Where(a => extra.Contains(a.Axis)).Select(a => $"{a.Axis} = {a.Label}"))
                    .Where(s => s.Length > 0)
            );
            var metric = r.Result.Scores[0].Metric;
            return r
                .Result.Scores.Where(s => s.Metric == metric && double.IsFinite(s.Value))
                .Select(s => r.Head with { Setting = setting, Language = Language.Parse(s.Language), Value = s.Value });
        });
        var metrics = runs.Select(r => r.Result.Scores[0].Metric).Distinct().ToList();
        return new MeanScores([.. rows], metrics.Count == 1 ? metrics[0] : "score");
    }

    private static MeanScore Head(StudyPoint point)
    {
        var english = Language.Parse("en");
        switch (point.Cell)
        {
            case FinetuneCell f:
                var own = f.Measurement.Task;
                var mixture = point.Mixture ?? f.Mixture;
                var parts = mixture.Parts.Where(p => p.Task is null || p.Task.Info.Name == own.Info.Name).ToList();
                var trained = new LanguageSet(parts.SelectMany(p => p.Languages).Where(l => !l.IsEnglish));
                var samples = trained.Count == 0 ? 0 : trained.Max(l => parts.Where(p => p.Languages.Contains(l)).Sum(p => p.Count ?? 0));
                return new MeanScore(
                    own.Info.Name,
                    Model(f.Start),
                    parts.Count < mixture.Parts.Count ? "multi" : "single",
                    trained,
                    samples,
                    english,
                    f.Seed,
                    0
                )
                {
                    English = parts.Sum(p => p.Languages.Count(l => l.IsEnglish) * (p.Count ?? 0)),
                };
            case ReferenceCell r:
                return new MeanScore(r.Measurement.Task.Info.Name, Model(r.Start), "", new LanguageSet([]), double.NaN, english, r.Seed, 0);
            default:
                throw new ArgumentException($"A cell of kind {point.Cell.Kind} has no scores.", nameof(point));
        }
    }

    private static string Model(StartingPoint start) =>
        start.Folder is { } folder
            ? Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))
            : string.Create(CultureInfo.InvariantCulture, $"base {start.Kin[..6]}");
}
