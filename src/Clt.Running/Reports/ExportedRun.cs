using Clt.Engine.Training;
using Clt.Results.Store;
using Clt.Running.Housekeeping;
using Clt.Running.Runner;
using Clt.Running.Training;

namespace Clt.Running.Reports;

/// <summary>A run as experiment trackers know one: a cell with its configuration, its summary and its history of steps.</summary>
/// <param name="study">The study's name.</param>
/// <param name="folder">Its folder.</param>
/// <param name="point">Which point of the grid it is; a shared base has no axes.</param>
internal sealed class ExportedRun(string study, StudyFolder folder, GridPoint point)
{
    /// <summary>The columns that every run has.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["study", "cell", "name", "kind", "seed"];

    /// <summary>The columns that every step has.</summary>
    public static IReadOnlyList<string> StepColumns { get; } =
    ["cell", "name", "step", "loss", "validation loss", "learning rate", "gradient norm", "tokens", "tokens per second", "seconds"];

    /// <summary>Axes and seed, such as <c>answer = result, n = 50, seed 1</c>.</summary>
    public string Name => string.Join(", ", new[] { Kind, point.Title, $"seed {point.Seed}" }.Where(p => p.Length > 0));

    private string Kind => point.Kind == nameof(CellKind.Finetune) ? "" : point.Kind.ToLowerInvariant();

    /// <summary>The runs of a stored study, as it was last run.</summary>
    public static IReadOnlyList<ExportedRun> Of(string runs, string study)
    {
        var folder = new StudyFolder(runs, study);
        var grid = StudyGrid.Read(folder.StudyYaml);
        var points = grid.Shared.Where(p => p.Kind == nameof(CellKind.Base)).Concat(grid.Points).DistinctBy(p => p.Cell);
        return [.. points.Where(p => Directory.Exists(folder.Cell(p.Cell).Path)).Select(p => new ExportedRun(study, folder, p))];
    }

    /// <summary>Its row of the table of runs, by column.</summary>
    public IEnumerable<(string Column, object Value)> Row()
    {
        yield return ("study", study);
        yield return ("cell", point.Cell);
        yield return ("name", Name);
        yield return ("kind", point.Kind.ToLowerInvariant());
        yield return ("seed", point.Seed);
        foreach (var axis in point.Axes)
            yield return ($"axis: {axis.Axis}", axis.Label);
        var result = folder.Cell(point.Cell).Read();
        foreach (var (fact, value) in result?.Facts ?? new Dictionary<string, double>())
            yield return ($"fact: {fact}", value);
        foreach (var score in (result?.Scores ?? []).Where(s => s.Axes is null))
            yield return ($"score: {score.Metric}/{score.Language}", score.Value);
    }

    /// <summary>A row for each step of its training, by column; none where it has no training.</summary>
    public IEnumerable<IEnumerable<(string Column, object Value)>> Steps() => new StepLog(Log).Read().Select(Step);

    private string Log
    {
        get
        {
            var training = CellHeader.Of(folder.Cell(point.Cell).ReadYaml() ?? "").Training;
            return folder.Cell(training.Length > 0 ? training : point.Cell).Log;
        }
    }

    private IEnumerable<(string Column, object Value)> Step(StepRow row)
    {
        yield return ("cell", point.Cell);
        yield return ("name", Name);
        yield return ("step", row.Step);
        yield return ("loss", row.Loss);
        if (row.ValidationLoss is { } loss)
            yield return ("validation loss", loss);
        yield return ("learning rate", row.LearningRate);
        yield return ("gradient norm", row.GradientNorm);
        yield return ("tokens", row.Tokens);
        yield return ("tokens per second", row.TokensPerSecond);
        yield return ("seconds", row.Seconds);
        foreach (var (language, value) in row.ValidationByLanguage ?? new Dictionary<string, double>())
            yield return ($"validation: {language}", value);
        foreach (var (name, value) in row.Evaluation ?? new Dictionary<string, double>())
        {
            yield return name.StartsWith(CoursePoint.LossPrefix, StringComparison.Ordinal)
                ? ($"validation: {name[CoursePoint.LossPrefix.Length..]}", value)
                : ($"score: {name}", value);
        }
    }
}
