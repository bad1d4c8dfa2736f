using System.Diagnostics;
using Clt.Formats.ChatTemplates;
using Clt.Formats.Tokenization;
using Clt.Recipes.Cells;
using Clt.Results.Store;
using Clt.Running.Answering;
using Clt.Running.Cells;
using Clt.Running.Data;
using Clt.Running.Evaluation;
using Clt.Running.Kinds;
using Clt.Running.Prompts;

namespace Clt.Running.Training;

/// <summary>Lets a model answer items that others are trained on. What was answered before a stop is not asked again.</summary>
internal static class AnswersWork
{
    public static CellResult Run(AnswersCell cell, CellFolder folder, CellServices services, CellProgress progress)
    {
        var start = FinetuneWork.BaseFolder(cell.Start, services.Study);
        var tokenizer = TokenizerLoader.Load(start);
        var weights = cell.Stage is { } stage
            ? services.Study.Cell(stage.Id).Read()!.Weights
            : FinetuneWork.WeightsOf(cell.Start, services.Study);
        using var model = Load(cell, start, tokenizer, services);
        var context = services.Context.Source with { Cancel = services.Cancel };
        var prompts = new PromptMaker(cell.Task, context, ModelChat.Find(start, tokenizer));
        var clock = Stopwatch.StartNew();
        var facts = new Dictionary<string, double> { ["parameters"] = model.Parameters };
        foreach (var (split, most) in new[] { (Split.Train, cell.Items), (Split.Validation, AnswersCell.HeldOut) })
        {
            var drawn = MixtureDraw.Some(cell.Task, cell.Language, most, split, context);
            var lines = Answer(model, [.. drawn.Select(prompts.Of)], AnswersFile.Of(folder.Path, split), cell, services, progress);
            var name = split == Split.Train ? "answers" : "held-out answers";
            facts[name] = lines.Count;
            facts[$"mean confidence of {name}"] = lines.Select(l => l.Confidence ?? double.NaN).DefaultIfEmpty(double.NaN).Average();
        }

        facts["seconds"] = clock.Elapsed.TotalSeconds;
        return new CellResult(CellResult.CurrentSchema, cell.Id, cell.Kind, cell.Seed, weights, facts, []);
    }

    private static IAnswerer Load(AnswersCell cell, string start, HubTokenizer tokenizer, CellServices services)
    {
        var model = cell.Stage is { } stage ? StartWeights.ModelOf(services.Study.Cell(stage.Training.Id)) : start;
        var weights = cell.Stage is null ? new StartWeights(start) : StartWeights.Of(cell.Stage.Start, services.Study);
        var (seed, families) = (new Seed((ulong)cell.Seed), services.Context.Models);
        return ModelKinds.Of(weights, tokenizer, cell.Task.Info, cell.Stage?.Train, Learning.Nothing, seed, families).Load(model);
    }

    private static IReadOnlyList<PredictionLine> Answer(
        IAnswerer model, IReadOnlyList<Example> items, string path, AnswersCell cell, CellServices services, CellProgress progress)
    {
        var file = new PredictionFile(path);
        var lines = file.Read(items);
        int[] missing = [.. Enumerable.Range(0, items.Count).Where(i => lines[i] is null)];
        // Where answers depend on those beside them in the last bits, all are asked again.
        if (model.InGroups && missing.Length > 0) missing = [.. Enumerable.Range(0, items.Count)];
        foreach (var item in missing) lines[item] = null;
        file.Write([.. lines.OfType<PredictionLine>()]);
        var done = items.Count - missing.Length;
        if (missing.Length > 0)
        {
            model.Answer(items, missing, (item, line, _) =>
            {
                lines[item] = line = Sure(line);
                file.Append(line);
                progress.Evaluating(cell.Language.Code, ++done, items.Count, 0);
            }, services.Cancel);
        }

        file.Write(lines!);
        return lines!;
    }

    /// <summary>A label's confidence is its probability.</summary>
    private static PredictionLine Sure(PredictionLine line) =>
        line is { Confidence: null, LogLikelihood: { } log } ? line with { Confidence = Math.Exp(log) } : line;
}
