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
        var kind = ModelKinds.Of(
            new StartWeights(start),
            tokenizer,
            cell.Measurement.Task.Info,
            null,
            Learning.Nothing,
            new Seed((ulong)cell.Seed),
            services.Context.Models
        );
        if (cell.Measurement.Task is StatesTask)
        {
            var counted = new Dictionary<string, double> { ["parameters"] = Parameters(cell.Start, services) };
            var read = States(cell.Start, cell.Measurement, weights, () => kind.States(start), counted, folder, services, progress);
            return new CellResult(CellResult.CurrentSchema, cell.Id, cell.Kind, cell.Seed, weights, counted, read)
            {
                Asked = AskedQuestions.Of(cell.Measurement, []),
            };
        }

        using var model = kind.Load(start);
        var facts = new Dictionary<string, double> { ["parameters"] = model.Parameters };
        var evaluation = new CellEvaluation(model, ModelChat.Find(start, tokenizer), cell.Measurement, folder, services, progress);
        var scores = evaluation.Run(facts);
        return new CellResult(CellResult.CurrentSchema, cell.Id, cell.Kind, cell.Seed, weights, facts, scores)
        {
            Asked = evaluation.Asked,
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
        using var model = isRead ? null : kind.Load(result.ModelFolder);
        var work = TrainingWork.Of(cell, model?.Parameters ?? Parameters(cell.Start, services), services.Context);
        var facts = TrainingFacts.Of(result, work);
        facts[TestLeaks.Fact] = TestLeaks.Count(cell, services.Sources, services.Study);
        MachineRates.Keep(services.Context.CacheFolder, work.Flops * result.Tokens / result.Seconds, double.NaN);
        // The files of an adapter are not all of the model.
        var weights = cell.Train.Adapter is null ? result.WeightsHash : $"{cell.Training.Id} {result.WeightsHash}";
        var evaluation = isRead
            ? null
            : new CellEvaluation(model!, ModelChat.Find(start, tokenizer), cell.Measurement, folder, services, progress)
            {
                Stage = cell.Stage,
            };
        var scores =
            evaluation?.Run(facts)
            ?? States(cell.Start, cell.Measurement, weights, () => kind.States(result.ModelFolder), facts, folder, services, progress);
        return new CellResult(CellResult.CurrentSchema, cell.Id, cell.Kind, cell.Seed, result.WeightsHash, facts, scores)
        {
            Asked = evaluation?.Asked ?? AskedQuestions.Of(cell.Measurement, []),
            Course = CourseLog.Read(trained.Log, result.Steps, services.Context.Report),
            Files = StoredFiles.Trained(folder, trained),
        };
    }

    /// <summary>Measures hidden states.</summary>
    private static IReadOnlyList<ScoreRecord> States(
        StartingPoint start,
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
        var last = StateReader.LastLayer(StartConfig.Of(start, services.Context.Models));
        var model = $"{weights} {string.Join(' ', tokenizer)}";
        return new StatesMeasure(measurement, last, folder, services, progress).Run(model, open, facts);
    }

    private static long Parameters(StartingPoint start, CellServices services) =>
        ParameterLayout.Of(StartConfig.Of(start, services.Context.Models)).Sum(s => s.Count);

    /// <summary>
    /// Trains in a folder of its own, which other cells that measure the same weights share; what they have trained is done.
    /// </summary>
    private static TrainingResult Train(FinetuneCell cell, CellFolder folder, CellServices services, CellProgress progress)
    {
        var trained = services.Study.Cell(cell.Training.Id);
        using var taken = Lock(trained, services, progress);
        trained.Prepare(cell.Training.Yaml);
        // Another cell's finished training needs no data: nothing is drawn and tokenised for it again.
        var result =
            Trainer.Finished(trained.Checkpoint, cell.Training.Id, StoredFiles.StartOf(cell, services.Study), services.Context.Report)
            ?? CellTraining.Run(Job(cell, trained, services, keepsExamples: true), services, progress);
        folder.LinkCheckpoint(trained);
        return result;
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
        var templates = new TemplateTasks(chat, context);
        var (task, mixture) = (templates.Of(cell.Measurement.Task), templates.Of(cell.Mixture));
        var watched = kind.Tokenize(MixtureDraw.Watched(mixture, task, cell.Train, context));
        var drawn = MixtureDraw.Counted(mixture, task, context, seed);
        if (keepsExamples)
            TrainedExample.Keep(folder, drawn, kind is DecoderKind ? tokenizer : null);
        return new TrainingJob(
            folder.Checkpoint,
            cell.Training.Id,
            kind.Objective,
            kind.Tokenize(drawn),
            kind.Tokenize(MixtureDraw.Validation(mixture, task, cell.Train.Validation, context)),
            cell.Train.Settings(services.Context.Models.ReadFolder(start).ContextLength, services.Threads) with
            {
                Epochs = cell.Train.Epochs,
                EvaluateEvery = cell.Train.MeasureEvery?.Every ?? (watched.Count > 0 ? cell.Train.CheckpointEvery.Every : 0),
            },
            seed
        )
        {
            WriteTokenizer = tokenizer.Save,
            Start = StoredFiles.StartOf(cell, services.Study),
            LogFile = folder.Log,
            Evaluate = Both(
                cell.Train.MeasureEvery is not null
                    ? new LearningCurve(
                        kind.Answering,
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

    private static IModelKind Kind(FinetuneCell cell, string start, HubTokenizer tokenizer, CellServices services)
    {
        var (context, seed) = (services.Sources, new Seed((ulong)cell.Seed));
        var learning = new Learning(
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
        );
        var weights = StartWeights.Of(cell.Start, services.Study);
        return ModelKinds.Of(weights, tokenizer, cell.Learnt.Info, cell.Train, learning, seed, services.Context.Models);
    }
}
