using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Training;
using Clt.Engine.Verification;
using Clt.Formats.ChatTemplates;
using Clt.Formats.Framing;
using Clt.Formats.Tokenization;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Recipes.Mixtures;
using Clt.Results.Store;
using Clt.Running.Cells;
using Clt.Running.Data;
using Clt.Running.Kinds;
using Clt.Running.Prompts;
using Clt.Running.Training;

namespace Clt.Running.Verification;

/// <summary>
/// Measures the guarantees of training on the largest fine-tuning of each stage of a study, by its own way from the recipe to the examples.
/// What the study would train before is made small: a tokenizer on few texts, and a fresh model of the base's own shape in place of the
/// base.
/// </summary>
public static class RecipeVerification
{
    private const int Steps = 6;
    private const int Batch = 8;
    private const int ItemsShown = 3;
    private const int TokenizerExamples = 1000;

    /// <summary>One check a stage: each has settings, data and an objective of its own.</summary>
    /// <param name="study">The study.</param>
    /// <param name="context">Its folders; its results are neither read nor written.</param>
    /// <param name="scratch">An empty folder.</param>
    /// <exception cref="InputException">The study fine-tunes nothing.</exception>
    public static IReadOnlyList<RecipeCheck> Run(ExpandedStudy study, StudyContext context, string scratch)
    {
        // Most languages, then most examples.
        var largest = study
            .Cells.OfType<FinetuneCell>()
            .GroupBy(c => c.Stage)
            .Select(g => g.MaxBy(c => (c.Mixture.Languages.Count, c.Mixture.Examples ?? 0))!)
            .ToList();
        if (largest.Count > 0)
            return [.. largest.Select(cell => Run(AtItsBase(cell), study, context, scratch))];
        throw new InputException(
            "the study fine-tunes no model",
            study.Name,
            "Give it .Train(…) and a mixture; what is only measured has no training to verify."
        );
    }

    /// <summary>The same training of the base itself, on the data's own answers: no stage before it is trained to verify it.</summary>
    private static FinetuneCell AtItsBase(FinetuneCell cell) =>
        cell with
        {
            Start = cell.Start with { Before = null, Adapter = null },
            Answers = [],
        };

    private static RecipeCheck Run(FinetuneCell cell, ExpandedStudy study, StudyContext context, string scratch)
    {
        var folder = new StudyFolder(scratch, "verify");
        var services = new CellServices(folder, context, 1, _ => { }, context.Cancel);
        if (StartConfig.Of(cell.Start, context.Models) is not DecoderConfig)
        {
            throw new InputException(
                "what can be verified are decoders, and the model is none",
                study.Name,
                "Run the recipe: resuming, packing and accumulation of other kinds are tested with the engine."
            );
        }

        foreach (var trained in new[] { cell.Start.Trained, cell.Teacher?.Trained }.OfType<BaseCell>())
            MakeBase(trained, folder, services);
        context.Report($"verify: reading the examples{(cell.Stage.Length > 0 ? $" of the stage '{cell.Stage}'" : "")}");
        var job = FinetuneWork.Job(cell, folder.Cell(cell.Training.Id), services);
        var start = cell.Start.Trained is { } fresh ? Path.Combine(folder.Cell(fresh.Id).Checkpoint, "model") : cell.Start.Folder!;
        var tokenizer = TokenizerLoader.Load(start);
        var masks = Masks(cell, job, tokenizer, start, context);
        var slice = Slice(job.Train, Math.Min(Batch, job.Settings.Batch) * 2);
        var guarantees = new TrainingGuarantees(
            job with
            {
                Folder = Path.Combine(scratch, "runs", cell.Training.Id),
                Train = slice,
                Validation = Slice(job.Validation, Batch),
                Settings = job.Settings with
                {
                    Batch = Math.Min(Batch, job.Settings.Batch),
                    Epochs = null,
                    Tokens = null,
                    Steps = Steps,
                    CheckpointEvery = 2,
                    KeepCheckpoints = false,
                },
            },
            path => LanguageModel.Load(path, context.Models, cell.Train.Dtype)
        );
        var prompts = Answers(slice).Take(Batch).Select(e => e.Ids[..Math.Max(1, Array.IndexOf(e.Targets, true))]).ToList();
        var rows = guarantees.Measure(masks, prompts, name => context.Report($"verify: {name}"), context.Cancel);
        return new RecipeCheck(cell.Id, rows, masks) { Stage = cell.Stage };
    }

    private static void MakeBase(BaseCell cell, StudyFolder folder, CellServices services)
    {
        var path = Path.Combine(folder.Cell(cell.Id).Checkpoint, "model");
        if (Directory.Exists(path))
            return;
        services.Context.Report("verify: a small tokenizer and a fresh model in place of the base");
        var small = cell.Tokenizer with
        {
            Spec = cell.Tokenizer.Spec with { Examples = Math.Min(TokenizerExamples, cell.Tokenizer.Spec.Examples) },
        };
        var made = folder.Cell(cell.Tokenizer.Id);
        made.Write(TokenizerWork.Run(small, made, services, new CellProgress(cell, services)));
        var tokenizer = TokenizerLoader.Load(folder.Cell(cell.Tokenizer.Id).Checkpoint);
        using var model = LanguageModel.Create(PretrainWork.Config(cell, tokenizer, services.Context.Models), new Seed((ulong)cell.Seed));
        var weights = model.Save(path);
        tokenizer.Save(path);
        var facts = new Dictionary<string, double>();
        folder.Cell(cell.Id).Write(new CellResult(CellResult.CurrentSchema, cell.Id, cell.Kind, cell.Seed, weights, facts, []));
    }

    /// <summary>The first items of each task and language, as the task marked them and as they are trained on.</summary>
    private static List<MaskedItem> Masks(FinetuneCell cell, TrainingJob job, HubTokenizer tokenizer, string start, StudyContext context)
    {
        var frame = SequenceFrame.Of(tokenizer);
        var templates = new TemplateTasks(ModelChat.Find(start, tokenizer), context.Source);
        var trained = Answers(job.Train).ToLookup(e => (e.Task, e.Language.Code, e.ItemId));
        var drawn = MixtureDraw.Counted(
            templates.Of(cell.Mixture),
            templates.Of(cell.Measurement.Task),
            context.Source,
            new Seed((ulong)cell.Seed)
        );
        var marked = cell.Train.Objective.Info.Use == ExampleUse.WholeTexts ? drawn.Select(e => e.Whole()) : drawn;
        return
        [
            .. marked
                .GroupBy(e => (e.Task, e.Language.Code))
                .SelectMany(g => g.Take(ItemsShown))
                .SelectMany(e => trained[(e.Task, e.Language.Code, e.ItemId)].Take(1).Select(t => MaskedItem.Of(e, t, tokenizer, frame))),
        ];
    }

    /// <summary>What is trained on token by token: of a pair its better answer.</summary>
    private static IEnumerable<TokenizedExample> Answers(IEnumerable<TrainingExample> examples) =>
        examples.Select(e => e is PreferencePair pair ? pair.Chosen : e).OfType<TokenizedExample>();

    /// <summary>Some examples from all over the list, so of all languages.</summary>
    private static List<TrainingExample> Slice(IReadOnlyList<TrainingExample> all, int count) =>
        [.. Enumerable.Range(0, Math.Min(count, all.Count)).Select(i => all[(int)((long)i * all.Count / Math.Min(count, all.Count))])];
}
