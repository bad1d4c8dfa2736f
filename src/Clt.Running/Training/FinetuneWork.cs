using Clt.Engine.Export;
using Clt.Engine.Objectives;
using Clt.Engine.Parameters;
using Clt.Engine.States;
using Clt.Engine.Training;
using Clt.Formats.ChatTemplates;
using Clt.Formats.Files;
using Clt.Formats.Tokenization;
using Clt.Recipes.Cells;
using Clt.Recipes.States;
using Clt.Results.Store;
using Clt.Running.Cells;
using Clt.Running.Data;
using Clt.Running.Evaluation;
using Clt.Running.Kinds;
using Clt.Running.Planning;
using Clt.Running.Prompts;
using Clt.Running.States;
using Clt.Running.Stored;

namespace Clt.Running.Training;

/// <summary>Fine-tunes a model, in one stage of possibly several, and measures it; or measures a base as it is.</summary>
internal static class FinetuneWork
{
    /// <summary>Measures a base as it is.</summary>
    public static CellResult Run(ReferenceCell cell, CellFolder folder, CellServices services, CellProgress progress)
    {
        var start = StartWeights.BaseOf(cell.Start, services.Study);
        var weights = StoredFiles.HashOf(cell.Start, services.Study);
        var tokenizer = TokenizerLoader.Load(start);
        var kind = Kind(cell, start, tokenizer, services);
        if (cell.Measurement.Task is StatesTask)
        {
            var config = StartConfig.Of(cell.Start, services.Context.Models);
            var counted = new Dictionary<string, double> { ["parameters"] = Parameters(config) };
            var read = States(cell.Start, config, cell.Measurement, weights, () => kind.States(start), counted, folder, services, progress);
            return new CellResult(CellResult.CurrentSchema, cell.Id, cell.Kind, cell.Seed, weights, counted, read)
            {
                Asked = AskedQuestions.Of(cell.Measurement, []),
            };
        }

        using var model = cell.HeadSeed is null ? kind.Load(start) : kind.Answering(kind.OpenFresh(start));
        var facts = new Dictionary<string, double> { ["parameters"] = model.Parameters };
        var evaluation = new CellEvaluation(model, kind, ModelChat.Find(start, tokenizer), cell.Measurement, folder, services, progress)
        {
            Weights = [weights],
        };
        var scores = progress.Pace.Evaluation(() => evaluation.Run(facts));
        return new CellResult(CellResult.CurrentSchema, cell.Id, cell.Kind, cell.Seed, weights, facts, scores)
        {
            Asked = evaluation.Asked,
            Overlong = evaluation.Overlong.Count > 0 ? evaluation.Overlong : null,
            Files = new Dictionary<string, FileSum>(),
        };
    }

    /// <summary>Fine-tunes and measures.</summary>
    public static CellResult Run(FinetuneCell cell, CellFolder folder, CellServices services, CellProgress progress)
    {
        var start = StartWeights.BaseOf(cell.Start, services.Study);
        var tokenizer = TokenizerLoader.Load(start);
        var trained = services.Study.Cell(cell.Training.Id);
        var result = Train(cell, folder, services, progress);
        var kind = Kind(cell, start, tokenizer, services);
        var isRead = cell.Measurement.Task is StatesTask;
        if (!cell.IsMeasured)
            return Unmeasured(cell, folder, result, services);
        using var model =
            isRead ? null
            : cell.Train.Weights.HasOwn ? OwnParts.Evaluator(kind, cell, services.Study)
            : cell.Exchanged.Count > 0
                // Each language's items with its own adapter: MAD-X's zero-shot transfer.
                ? new SwitchedEvaluator(
                    cell.Exchanged[0].Language.Code,
                    l => l.Code,
                    code => Kind(cell.AnsweringIn(code), start, tokenizer, services).Load(result.ModelFolder)
                )
            : kind.Load(result.ModelFolder);
        var config = StartConfig.Of(cell, services.Context.Models);
        var work = TrainingWork.Of(cell, model?.Parameters ?? Parameters(config), services.Context);
        var facts = TrainingFacts.Of(result, work);
        facts[TestLeaks.Fact] = TestLeaks.Count(cell, services.Sources, services.Study);
        TeacherAgreement.Add(facts, cell, services);
        // The files of an adapter are not all of the model.
        var weights = cell.Train.Adapter is null ? result.WeightsHash : $"{cell.Training.Id} {result.WeightsHash}";
        var loaded = StoredFiles.LoadedBeside(cell, services.Study);
        var evaluation = isRead
            ? null
            : new CellEvaluation(model!, kind, ModelChat.Find(start, tokenizer), cell.Measurement, folder, services, progress)
            {
                Stage = cell.Stage,
                Weights = [result.WeightsHash, result.Start, .. loaded?.Values ?? []],
            };
        var scores =
            (evaluation is null ? null : progress.Pace.Evaluation(() => evaluation.Run(facts)))
            ?? States(
                cell.Start,
                config,
                cell.Measurement,
                weights,
                () => kind.States(result.ModelFolder),
                facts,
                folder,
                services,
                progress
            );
        var read = TrainingExamples.Known(cell, services.Context) ?? TrainingExamples.Read(cell, start, tokenizer, kind, services).Overlong;
        List<OverlongPart> overlong = [.. read, .. evaluation?.Overlong ?? []];
        return new CellResult(CellResult.CurrentSchema, cell.Id, cell.Kind, cell.Seed, result.WeightsHash, facts, scores)
        {
            Overlong = overlong.Count > 0 ? overlong : null,
            Asked = evaluation?.Asked ?? AskedQuestions.Of(cell.Measurement, []),
            Loaded = loaded,
            Course = CourseLog.Read(trained.Log, result.Steps, services.Context.Report),
            Files = StoredFiles.Trained(folder, trained),
        };
    }

    /// <summary>What a stage leaves that only others start from.</summary>
    private static CellResult Unmeasured(FinetuneCell cell, CellFolder folder, TrainingResult result, CellServices services) =>
        new(
            CellResult.CurrentSchema,
            cell.Id,
            cell.Kind,
            cell.Seed,
            result.WeightsHash,
            TrainingFacts.Of(result, TrainingWork.Of(cell, Parameters(StartConfig.Of(cell, services.Context.Models)), services.Context)),
            []
        )
        {
            Asked = AskedQuestions.Of(cell.Measurement, []),
            Files = StoredFiles.Trained(folder, services.Study.Cell(cell.Training.Id)),
        };

    /// <summary>Measures hidden states.</summary>
    private static IReadOnlyList<ScoreRecord> States(
        StartingPoint start,
        ModelConfig config,
        Measurement measurement,
        string weights,
        Func<StateReader> open,
        Dictionary<string, double> facts,
        CellFolder folder,
        CellServices services,
        CellProgress progress
    )
    {
        var tokenizer = TokenizerLoader
            .FilesIn(StartWeights.BaseOf(start, services.Study))
            .Order(StringComparer.Ordinal)
            .Select(FileSums.Of);
        var last = StateReader.LastLayer(config);
        var model = $"{weights} {string.Join(' ', tokenizer)}";
        var measure = new StatesMeasure(measurement, last, folder, services, progress);
        return progress.Pace.Evaluation(() => measure.Run(model, open, facts));
    }

    private static long Parameters(ModelConfig config) => ParameterLayout.Of(config).Sum(s => s.Count);

    /// <summary>
    /// Trains in a folder of its own, which other cells that measure the same weights share; what they have trained is done.
    /// </summary>
    private static TrainingResult Train(FinetuneCell cell, CellFolder folder, CellServices services, CellProgress progress)
    {
        var trained = services.Study.Cell(cell.Training.Id);
        using var taken = Lock(trained, services, progress);
        Leftovers.Remove(trained.Path, below: true);
        trained.Prepare(cell.Training.Yaml);
        // Another cell's finished training needs no data: nothing is drawn and tokenised for it again.
        var result =
            Trainer.Finished(trained.Checkpoint, cell.Training.Id, StoredFiles.StartOf(cell, services.Study), services.Context.Report)
            ?? Trained(Job(cell, trained, services, keepsExamples: true));
        folder.LinkCheckpoint(trained);
        return result;

        TrainingResult Trained(TrainingJob job) => progress.Pace.Training(() => CellTraining.Run(job, services, progress));
    }

    private static FolderLock? Lock(CellFolder trained, CellServices services, CellProgress progress)
    {
        var path = Path.Combine(trained.Path, ".lock");
        if (FolderLock.Take(path) is { } taken)
            return taken;
        progress.Phase("waiting for the same training");
        return FolderLock.Take(path, TimeSpan.MaxValue, services.Cancel);
    }

    /// <summary>Reads the tokenizer and draws the examples.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="folder">The training's folder.</param>
    /// <param name="services">Where needed cells are.</param>
    /// <param name="keepsExamples">Whether the folder is to have some of the examples, for people to look at.</param>
    public static TrainingJob Job(FinetuneCell cell, CellFolder folder, CellServices services, bool keepsExamples = false)
    {
        var start = StartWeights.BaseOf(cell.Start, services.Study);
        var tokenizer = TokenizerLoader.Load(start);
        var kind = Kind(cell, start, tokenizer, services);
        var context = AnswersUse.Context(services.Sources, cell.Answers, services.Study);
        var seed = new Seed((ulong)cell.Seed);
        var chat = ModelChat.Find(start, tokenizer);
        var examples = TrainingExamples.Read(cell, start, tokenizer, kind, services);
        var watched = examples.Watched;
        if (keepsExamples)
            TrainedExample.Keep(folder, examples.Drawn, kind is DecoderKind ? tokenizer : null);
        return new TrainingJob(
            folder.Checkpoint,
            cell.Training.Id,
            kind.Objective,
            examples.Train,
            examples.Validation,
            cell.Train.Settings(services.Context.Models.ReadFolder(start).ContextLength, services.Threads) with
            {
                Epochs = cell.Train.Epochs,
                EvaluateEvery = cell.Train.MeasureEvery?.Every ?? (watched.Count > 0 ? cell.Train.CheckpointEvery.Every : 0),
            },
            seed
        )
        {
            WriteTokenizer = into =>
            {
                tokenizer.Save(into);
                if (cell.Train.Adapter is null)
                    KeptAdapters.Write(into, StartWeights.Of(cell.Start, services.Study).Kept);
            },
            Start = StoredFiles.StartOf(cell, services.Study),
            LogFile = folder.Log,
            Evaluate = Both(
                cell.Train.MeasureEvery is not null
                    ? new LearningCurve(
                        kind,
                        cell.Measurement,
                        cell.Train.MeasureItems,
                        new PromptMaker(cell.Measurement.Task, context, chat),
                        context
                    ).Measure
                    : null,
                watched.Count > 0 ? new WatchedLoss(watched, seed).Of : null
            ),
        };
    }

    private static Func<IObjective, IReadOnlyDictionary<string, double>>? Both(
        Func<IObjective, IReadOnlyDictionary<string, double>>? a,
        Func<IObjective, IReadOnlyDictionary<string, double>>? b
    ) =>
        a is null || b is null
            ? a ?? b
            : objective => a(objective).Concat(b(objective)).ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);

    /// <summary>What the stages before have learnt, for objectives that look back; an adapter's folder is no model.</summary>
    private static List<LearntBefore> Before(FinetuneCell cell, string start, HubTokenizer tokenizer, CellServices services)
    {
        if (!cell.Train.Objective.Info.NeedsEarlier)
            return [];
        return
        [
            .. cell
                .Chain.SkipLast(1)
                .Select(stage => new LearntBefore(
                    stage.Stage,
                    () => Learnt(stage, start, tokenizer, services),
                    StartWeights.ModelOf(services.Study.Cell(stage.Training.Id))
                )),
        ];
    }

    private static IReadOnlyList<Example> Learnt(FinetuneCell stage, string start, HubTokenizer tokenizer, CellServices services)
    {
        var context = AnswersUse.Context(services.Sources, stage.Answers, services.Study);
        var templates = new TemplateTasks(ModelChat.Find(start, tokenizer), context);
        var (task, mixture) = (templates.Of(stage.Measurement.Task), templates.Of(stage.Mixture));
        return MixtureDraw.Counted(mixture, task, context, new Seed((ulong)stage.Seed));
    }

    /// <summary>How a base is measured as it is.</summary>
    public static IModelKind Kind(ReferenceCell cell, string start, HubTokenizer tokenizer, CellServices services) =>
        ModelKinds.Of(
            new StartWeights(start),
            tokenizer,
            cell.Measurement.Task.Info,
            null,
            ObjectiveInputs.None,
            new Seed((ulong)cell.Seed),
            services.Context.Models,
            prompts: cell.Measurement.Lengths
        );

    /// <summary>How a cell's model reads examples, is trained and measured.</summary>
    public static IModelKind Kind(FinetuneCell cell, string start, HubTokenizer tokenizer, CellServices services)
    {
        var (context, seed) = (services.Sources, new Seed((ulong)cell.Seed));
        var inputs = new ObjectiveInputs(
            cell.Train.Objective,
            cell.Teacher is { } teacher ? StartWeights.BaseOf(teacher, services.Study) : null,
            () =>
            {
                var templates = new TemplateTasks(ModelChat.Find(start, tokenizer), context);
                return MixtureDraw.Counted(
                    templates.Of(cell.Train.Objective.Info.Keep!),
                    templates.Of(cell.Measurement.Task),
                    context,
                    seed
                );
            },
            services.Cancel
        )
        {
            Before = Before(cell, start, tokenizer, services),
            Limit = cell.Train.Limit,
        };
        var weights = StartWeights.Of(cell.Start, services.Study);
        var (prompts, models) = (cell.Measurement.Lengths, services.Context.Models);
        return ModelKinds.Of(weights, tokenizer, cell.Learnt.Info, cell.Train, inputs, seed, models, cell.Into, prompts);
    }
}
