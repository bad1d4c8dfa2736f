using Clt.Engine.Training;
using Clt.Formats.Files;
using Clt.Recipes.Cells;
using Clt.Recipes.Identity;
using Clt.Results.Store;

namespace Clt.Running.Stored;

/// <summary>
/// Provenance of stored files: what finished cells have left is held against the checksums in their results before it is loaded, so that a
/// number never names weights, a tokenizer or answers that it was not measured on.
/// </summary>
internal static class StoredFiles
{
    /// <summary>Why a cell whose numbers are no longer of what is there is made again.</summary>
    public const string Stale = "what it was made from was made again, with other bits";

    /// <summary>The finished cells whose files another cell loads: bases, stages before, teachers, tokenizers, answers.</summary>
    public static IReadOnlyList<Cell> LoadedBy(Cell cell) =>
        cell switch
        {
            TokenizerCell => [],
            BaseCell b => [b.Tokenizer],
            ReferenceCell r => [.. Of(r.Start)],
            AnswersCell a => [.. Of(a.Start), .. a.Stage is { } stage ? Of(stage.Start).Append(stage) : []],
            FinetuneCell f =>
            [
                .. Of(f.Start),
                .. f.Teacher is { } teacher ? Of(teacher) : [],
                .. f.Chain.SelectMany(c => c.Answers).SelectMany(a => a.Cells),
                .. f.Exchanged.SelectMany(e => e.Before.Chain),
            ],
            _ => throw new ArgumentOutOfRangeException(nameof(cell), cell.GetType().Name, "A cell of an unknown kind."),
        };

    /// <summary>What is wrong with what a finished cell left, or null.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="study">Where it is.</param>
    /// <param name="content">Whether every byte is read; else only missing files and other lengths are noticed.</param>
    public static string? Fault(Cell cell, StudyFolder study, bool content) =>
        study.Cell(cell.Id) is var folder && folder.Read() is { Files: { } files } ? FileSums.Fault(folder.Path, files, content) : null;

    /// <summary>
    /// Whether a finished cell's numbers are no longer of what is there: its model, or what that was made from, was made again and has
    /// other bits. What is not there at all says nothing.
    /// </summary>
    /// <param name="cell">The cell.</param>
    /// <param name="marks">What cells' results say.</param>
    public static bool IsStale(Cell cell, StoredMarks marks)
    {
        if (marks.Of(cell.Id) is not { HasFiles: true } result)
            return false;
        var study = marks.Study;
        string? WeightsOf(Cell? made) => made is null ? null : marks.Of(made.Id)?.Weights;
        bool IsOther(string? now, string then) => now is not null && now != then;
        return cell switch
        {
            TokenizerCell => false,
            BaseCell b => TrainedIn(b.Id, study) is { } trained && IsOther(WeightsOf(b.Tokenizer), trained.Start),
            // A model that was kept on the way has no weights in a result: its files are checked before they are loaded.
            ReferenceCell { Start.Kept: not null } or AnswersCell { Stage: null, Start.Kept: not null } => false,
            ReferenceCell r => IsOther(WeightsOf(r.Start.Trained), result.Weights),
            AnswersCell a => IsOther(WeightsOf(a.Stage as Cell ?? a.Start.Trained), result.Weights),
            FinetuneCell f => result.Loaded.Any(l => IsOther(marks.Of(l.Key)?.Weights, l.Value))
                || (
                    TrainedIn(f.Training.Id, study) is { } trained
                    && (
                        IsOther(trained.WeightsHash, result.Weights)
                        || (LoadedBy(f).All(c => WeightsOf(c) is not null) && IsOther(StartOf(f, study), trained.Start))
                    )
                ),
            _ => throw new ArgumentOutOfRangeException(nameof(cell), cell.GetType().Name, "A cell of an unknown kind."),
        };
    }

    /// <summary>Holds every byte that a cell will load against what the study knows of it; each file is read once a process.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="study">Where the cells are.</param>
    /// <param name="context">Its cache forgets what it knew of folders that differ.</param>
    /// <exception cref="InputException">Something is damaged.</exception>
    public static void Require(Cell cell, StudyFolder study, StudyContext context)
    {
        var faults = LoadedBy(cell)
            .DistinctBy(c => c.Id)
            .Select(c => (Cell: c, Fault: Fault(c, study, content: true)))
            .Where(f => f.Fault is not null);
        var problems = faults
            .Select(f => new Problem(
                $"what it would load does not hold: {f.Fault}",
                study.Cell(f.Cell.Id).Path,
                "Run again: it is made again."
            ))
            .ToList();
        if (problems.Count > 0)
            throw new InputException(problems);
        foreach (var start in StartsOf(cell).Select(s => s.Root).Where(s => s.Folder is not null).DistinctBy(s => s.Folder))
            FolderIdentity.Check(start.Folder!, start.Identity, context);
    }

    /// <summary>The result of a cell that must have one.</summary>
    /// <exception cref="InputException">It has none.</exception>
    public static CellResult ResultOf(Cell cell, StudyFolder study) =>
        study.Cell(cell.Id).Read()
        ?? throw new InputException(
            "what it needs has no result, or one whose checksum does not hold",
            study.Cell(cell.Id).Path,
            "Run again: it is made again."
        );

    /// <summary>Hash of a base's weights, or of its folder.</summary>
    /// <exception cref="InputException">The base has no result.</exception>
    public static string HashOf(StartingPoint start, StudyFolder study) =>
        start.Trained is not { } trained ? start.Root.Identity
        : start.Kept is { } kept
            ? FileSums.Of(Path.Combine(KeptModel.FolderOf(study.Cell(trained.Id).Checkpoint, kept), "model.safetensors"))
        : ResultOf(trained, study).Weights;

    /// <summary>Hash of all that a training starts from: weights, teacher and answers.</summary>
    public static string StartOf(FinetuneCell cell, StudyFolder study)
    {
        string[] parts =
        [
            cell.Start.Before is { } before ? ResultOf(before, study).Weights : HashOf(cell.Start, study),
            .. cell.Teacher is { } teacher ? [HashOf(teacher, study)] : (string[])[],
            .. cell.Answers.SelectMany(a => a.Cells).SelectMany(c => ResultOf(c, study).Files?.Values.Select(f => f.Sha256) ?? []),
        ];
        return parts.Length == 1 ? parts[0] : Canonical.Hash(string.Join(' ', parts));
    }

    /// <summary>
    /// The weights of other cells that measuring one loads, by cell; null where there are none. What its training started from is a part of
    /// its own.
    /// </summary>
    public static IReadOnlyDictionary<string, string>? LoadedBeside(FinetuneCell cell, StudyFolder study)
    {
        var adapters = cell.Chain.SkipLast(1).Where(s => s.Train.Adapter is not null || cell.Train.Weights.HasOwn);
        var exchanged = cell.Exchanged.SelectMany(e => e.Before.Chain).Where(s => s.Train.Adapter is not null);
        var beside = adapters.Concat(exchanged).Select(s => s.Id).Distinct().Order(StringComparer.Ordinal).ToList();
        return beside.Count == 0 ? null : beside.ToDictionary(id => id, id => study.Cell(id).Read()?.Weights ?? "", StringComparer.Ordinal);
    }

    private static IEnumerable<StartingPoint> StartsOf(Cell cell) =>
        cell switch
        {
            TokenizerCell or BaseCell => [],
            ReferenceCell r => [r.Start],
            AnswersCell a => [a.Start],
            FinetuneCell f => [f.Start, .. f.Teacher is { } teacher ? [teacher] : (StartingPoint[])[]],
            _ => throw new ArgumentOutOfRangeException(nameof(cell), cell.GetType().Name, "A cell of an unknown kind."),
        };

    /// <summary>What a training left for others: the files of its model, and its result, by their paths from a cell's folder.</summary>
    public static SortedDictionary<string, FileSum> Trained(CellFolder cell, CellFolder trained) =>
        FileSums.Of(cell.Path, [TrainingResult.FileIn(trained.Checkpoint), .. TrainingResult.FilesIn(trained.Checkpoint)]);

    /// <summary>The base and the stages up to a start.</summary>
    private static IEnumerable<Cell> Of(StartingPoint start) =>
        [.. start.Trained is { } trained ? [trained] : (Cell[])[], .. start.Before?.Chain ?? []];

    private static TrainingResult? TrainedIn(string id, StudyFolder study) => TrainingResult.Find(study.Cell(id).Checkpoint, id);
}
