using System.Diagnostics;
using Clt.Formats.ChatTemplates;
using Clt.Formats.Files;
using Clt.Formats.Tokenization;
using Clt.Recipes.Cells;
using Clt.Results.Store;
using Clt.Running.Answering;
using Clt.Running.Cells;
using Clt.Running.Data;
using Clt.Running.Evaluation;
using Clt.Running.Kinds;
using Clt.Running.Prompts;
using Clt.Running.Stored;

namespace Clt.Running.Training;

/// <summary>Lets a model answer items that others are trained on. What was answered before a stop is not asked again.</summary>
internal static class AnswersWork
{
    public static CellResult Run(AnswersCell cell, CellFolder folder, CellServices services, CellProgress progress)
    {
        var start = StartWeights.BaseOf(cell.Start, services.Study);
        var tokenizer = TokenizerLoader.Load(start);
        var weights = cell.Stage is { } stage
            ? StoredFiles.ResultOf(stage, services.Study).Weights
            : StoredFiles.HashOf(cell.Start, services.Study);
        AnsweredBy.Keep(Path.GetDirectoryName(AnswersFile.Of(folder.Path, Split.Train))!, weights);
        using var model = Load(cell, start, tokenizer, services);
        // Only encoders' labels have distributions that are kept: the recipe was checked.
        if (cell.Soft > 0)
            ((LabelEvaluator)model).Soft = cell.Soft;
        var context = services.Sources;
        var prompts = new PromptMaker(cell.Task, context, ModelChat.Find(start, tokenizer));
        var clock = Stopwatch.StartNew();
        var facts = new Dictionary<string, double> { ["parameters"] = model.Parameters };
        foreach (var (split, most) in new[] { (Split.Train, cell.Items), (Split.Validation, AnswersCell.HeldOut) })
        {
            var drawn = MixtureDraw.Some(cell.Task, cell.Language, most, split, context);
            Example[] asked = [.. drawn.Select(prompts.Of)];
            // Where answers depend on those beside them in the last bits, all are asked again.
            var lines = progress.Pace.Evaluation(() =>
                KeptAnswers.Of(
                    model,
                    asked,
                    AnswersFile.Of(folder.Path, split),
                    together: int.MaxValue,
                    Sure,
                    (known, _) => progress.Evaluating(cell.Language.Code, known, asked.Length, 0),
                    services.Cancel
                )
            );
            var name = split == Split.Train ? "answers" : "held-out answers";
            facts[name] = lines.Count;
            facts[$"mean confidence of {name}"] = lines.Select(l => l.Confidence ?? double.NaN).DefaultIfEmpty(double.NaN).Average();
        }

        facts["seconds"] = clock.Elapsed.TotalSeconds;
        return new CellResult(CellResult.CurrentSchema, cell.Id, cell.Kind, cell.Seed, weights, facts, [])
        {
            Files = FileSums.Of(folder.Path, [AnswersFile.Of(folder.Path, Split.Train), AnswersFile.Of(folder.Path, Split.Validation)]),
        };
    }

    private static IEvaluator Load(AnswersCell cell, string start, HubTokenizer tokenizer, CellServices services)
    {
        var model = cell.Stage is { } stage ? StartWeights.ModelOf(services.Study.Cell(stage.Training.Id)) : start;
        var weights = cell.Stage is null ? new StartWeights(start) : StartWeights.Of(cell.Stage.Start, services.Study);
        var (seed, families) = (new Seed((ulong)cell.Seed), services.Context.Models);
        return ModelKinds
            .Of(weights, tokenizer, cell.Task.Info, cell.Stage?.Train, ObjectiveInputs.None, seed, families, cell.Stage?.Into)
            .Load(model);
    }

    /// <summary>A label's confidence is its probability.</summary>
    private static PredictionLine Sure(PredictionLine line) =>
        line is { Confidence: null, LogLikelihood: { } log } ? line with { Confidence = Math.Exp(log) } : line;
}
