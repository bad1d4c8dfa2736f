using Clt.Formats.ChatTemplates;
using Clt.Formats.Files;
using Clt.Formats.Tokenization;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Recipes.Mixtures;
using Clt.Recipes.States;
using Clt.Results.Store;
using Clt.Running.Cells;
using Clt.Running.Data;
using Clt.Running.Evaluation;
using Clt.Running.Kinds;
using Clt.Running.Prompts;
using Clt.Running.Training;

namespace Clt.Running.Lengths;

/// <summary>
/// Lengths in tokens of a study's examples and prompts, read before anything is trained, where the tokenizer is there already. What was
/// read once is not read again: a training's counts lie in the cache under its name, those of prompts under what is asked of which base.
/// </summary>
public sealed class LengthPlan
{
    private readonly StudyContext _context;
    private readonly StudyFolder _folder;
    private readonly CellServices _services;
    private readonly Problems _problems = new();
    private readonly List<OverlongPart> _parts = [];
    private readonly Dictionary<string, HubTokenizer> _tokenizers = new(StringComparer.Ordinal);
    private readonly IReadOnlyCollection<string> _open;
    private int _unknown;

    private LengthPlan(ExpandedStudy study, StudyContext context, IReadOnlyCollection<string> open)
    {
        _open = open;
        (_context, _folder) = (context, new StudyFolder(context.RunsFolder, study.Name));
        _services = new CellServices(_folder, context, 1, _ => { }, context.Cancel);
    }

    /// <summary>Notes on what will be cut, left out or split; none where nothing is.</summary>
    /// <param name="study">The study.</param>
    /// <param name="context">Its folders.</param>
    /// <param name="open">Names of the cells that are to do.</param>
    /// <exception cref="InputException">Examples or prompts are too long, and that is refused: all of them are told.</exception>
    public static IReadOnlyList<string> Notes(ExpandedStudy study, StudyContext context, IReadOnlyCollection<string> open)
    {
        if (context.Planning && study.IsPlanOnly)
            return [];
        var plan = new LengthPlan(study, context, open);
        Cell[] cells = [.. study.Cells.Where(c => open.Contains(c.Id))];
        foreach (var cell in Largest([.. cells.OfType<FinetuneCell>()]))
            plan.Train(cell);
        foreach (var cell in cells.Where(c => c is FinetuneCell or ReferenceCell).DistinctBy(Asked))
            plan.Measure(cell);
        plan._problems.ThrowIfAny();
        return plan.Notes();
    }

    /// <summary>The most of each part: seeds draw other examples.</summary>
    private IReadOnlyList<string> Notes()
    {
        var most = _parts.GroupBy(p => (p.Of, p.Task, p.Language, p.Most)).Select(g => g.MaxBy(p => p.Cut + p.LeftOut + p.Divided)!);
        List<string> notes = [.. most.Select(p => $"{p}.")];
        if (_unknown > 0)
            notes.Add("lengths of examples are known once the tokenizer is trained: what is too long is counted in results.");
        return notes;
    }

    /// <summary>
    /// Trainings whose examples are not among those of another: with more examples of a part, the fewer are the first of them.
    /// </summary>
    private static IEnumerable<FinetuneCell> Largest(IReadOnlyList<FinetuneCell> cells)
    {
        FinetuneCell[] trainings = [.. cells.Where(c => c.Answers.Count == 0).DistinctBy(c => c.Training.Id)];
        return trainings.Where((a, i) => !trainings.Where((b, j) => j != i && Covers(b, a) && (j < i || !Covers(a, b))).Any());
    }

    private static bool Covers(FinetuneCell large, FinetuneCell small) =>
        large.Start.Root.Identity == small.Start.Root.Identity
        && large.Seed == small.Seed
        && large.Into == small.Into
        && large.Train.MaxLength == small.Train.MaxLength
        && large.Train.Overlong == small.Train.Overlong
        && large.Train.Validation == small.Train.Validation
        && large.Train.Objective.Info.Use == small.Train.Objective.Info.Use
        && Parts(small).All(s => Parts(large).Any(l => (l.Task, l.Language) == (s.Task, s.Language) && l.Count >= s.Count));

    private static IEnumerable<(ITask Task, string Language, int? Count)> Parts(FinetuneCell cell) =>
        cell
            .Mixture.Parts.Where(p => p.Count > 0)
            .SelectMany(p => p.Languages.Select(l => (p.Task ?? cell.Measurement.Task, l.Code, p.Count)));

    /// <summary>Cells with the same are asked the same prompts by the same tokenizer.</summary>
    private static (string Base, ITask Task, string Asked) Asked(Cell cell)
    {
        var measured = Measurement.Of(cell)!;
        var languages = string.Join(' ', measured.Languages.Select(l => l.Code));
        var model = $"{Start(cell).Root.Identity} {(cell as FinetuneCell)?.Into}";
        return (model, measured.Task, $"{languages}\n{measured.Items}\n{measured.FewShot}\n{measured.Lengths}");
    }

    private static StartingPoint Start(Cell cell) =>
        cell switch
        {
            FinetuneCell f => f.Start,
            ReferenceCell r => r.Start,
            _ => throw new ArgumentOutOfRangeException(nameof(cell), cell.GetType().Name, "It starts from no model."),
        };

    private void Train(FinetuneCell cell)
    {
        if (TrainingExamples.Known(cell, _context) is { } known)
        {
            _parts.AddRange(known);
            return;
        }

        if (Tokenizer(cell) is not { } tokenizer)
        {
            if (cell.Train.MaxLength is not null || cell.Train.Overlong != Engine.Data.Overlong.Refuse)
                _unknown++;
            return;
        }

        _context.Report("reading lengths of training examples");
        // Whatever stages before have made of the base, its tokenizer and context stay.
        var atBase = cell with
        {
            Start = cell.Start.Root,
        };
        var start = StartWeights.BaseOf(atBase.Start, _folder);
        var kind = FinetuneWork.Kind(atBase, start, tokenizer, _services);
        _problems.Try(() => _parts.AddRange(TrainingExamples.Read(atBase, start, tokenizer, kind, _services).Overlong));
    }

    private void Measure(Cell cell)
    {
        var measured = Measurement.Of(cell)!;
        if (measured.Task is StatesTask)
            return;
        if (Tokenizer(cell) is not { } tokenizer)
        {
            if (measured.Lengths.Text.Length > 0)
                _unknown++;
            return;
        }

        var kept = Path.Combine(_context.CacheFolder, "lengths", measured.Key(Start(cell).Root));
        if (CacheFile.Read(kept, OverlongParts.Parse) is { } known)
        {
            _parts.AddRange(known);
            return;
        }

        _context.Report("reading lengths of prompts");
        _problems.Try(() =>
        {
            var parts = Prompts(cell, measured, tokenizer).ToList();
            CacheFile.Keep(kept, OverlongParts.Text(parts));
            _parts.AddRange(parts);
        });
    }

    private IEnumerable<OverlongPart> Prompts(Cell cell, Measurement measured, HubTokenizer tokenizer)
    {
        var start = StartWeights.BaseOf(Start(cell).Root, _folder);
        var kind = cell switch
        {
            FinetuneCell f => FinetuneWork.Kind(f with { Start = f.Start.Root }, start, tokenizer, _services),
            ReferenceCell r => FinetuneWork.Kind(r, start, tokenizer, _services),
            _ => throw new ArgumentOutOfRangeException(nameof(cell), cell.GetType().Name, "It measures nothing."),
        };
        var prompts = new PromptMaker(measured.Task, _context.Source, ModelChat.Find(start, tokenizer), measured.FewShot);
        foreach (var language in measured.Languages)
        {
            var drawn = MixtureDraw.Test(measured.Task, language, measured.Items, _context.Source);
            foreach (var part in FittedItems.Of(language, drawn, prompts, measured.Lengths, kind).Overlong)
                yield return part;
        }
    }

    /// <summary>The base's tokenizer; null where it is not there yet.</summary>
    private HubTokenizer? Tokenizer(Cell cell)
    {
        var root = Start(cell).Root;
        if (root.Trained is { } trained && _open.Contains(trained.Id))
            return null;
        var folder = StartWeights.BaseOf(root, _folder);
        if (!File.Exists(Path.Combine(folder, "config.json")) || !TokenizerLoader.IsIn(folder))
            return null;
        if (!_tokenizers.TryGetValue(folder, out var known))
            _tokenizers[folder] = known = TokenizerLoader.Load(folder);
        return known;
    }
}
