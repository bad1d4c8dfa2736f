using Clt.Running.Training;

namespace Clt.Serving.Runs;

/// <summary>What a cell's folder says of it: its text, why it failed, the last rows of its log, some of what it was trained on.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Yaml">The text that names it.</param>
/// <param name="Training">The text that names its training; empty where that is its own, or there is none.</param>
/// <param name="Failure">Why it failed; empty where it did not.</param>
/// <param name="Facts">Numbers about the run.</param>
/// <param name="Log">The last lines of its log.</param>
/// <param name="LogLines">How many lines there are.</param>
/// <param name="Examples">Some examples of its training.</param>
internal sealed record CellDetails(
    string Cell,
    string Yaml,
    string Training,
    string Failure,
    IReadOnlyDictionary<string, double> Facts,
    IReadOnlyList<string> Log,
    int LogLines,
    IReadOnlyList<TrainedExample> Examples
)
{
    private const int LastLines = 100;
    private const int MostExamples = 160;

    /// <summary>The details of a cell; empty ones where it has no folder yet.</summary>
    public static CellDetails Of(StudyReader study, string cell)
    {
        var training = study.With(cell, c => c.Training) ?? "";
        var log = study.With(training, c => OwnFile.Lines(c.Folder.Log).ToList()) ?? [];
        return new CellDetails(
            cell,
            study.With(cell, c => c.Yaml) ?? "",
            training == cell ? "" : study.With(training, c => c.Yaml) ?? "",
            study.With(cell, c => c.Failure ?? "") ?? "",
            study.With(cell, c => Finite(c.Result?.Facts)) ?? [],
            [.. log.TakeLast(LastLines)],
            log.Count,
            study.With(training, Kept) ?? []
        );
    }

    private static List<TrainedExample> Kept(CellReader cell) =>
        OwnFile.Exists(cell.Folder.Examples) ? [.. TrainedExample.Read(cell.Folder).Take(MostExamples)] : [];

    private static Dictionary<string, double> Finite(IReadOnlyDictionary<string, double>? facts) =>
        (facts ?? new Dictionary<string, double>()).Where(f => double.IsFinite(f.Value)).ToDictionary();
}
