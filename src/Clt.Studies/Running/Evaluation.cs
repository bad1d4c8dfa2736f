using System.Diagnostics;
using Clt.Engine.ChatTemplates;
using Clt.Engine.Data;
using Clt.Engine.Generation;
using Clt.Engine.Models;
using Clt.Engine.Tokenization;
using TorchSharp;

namespace Clt.Studies;

/// <summary>Measures a model: predictions are written as they come, then scored by metrics, which see text only.</summary>
internal sealed class Evaluation(
    LanguageModel model, HubTokenizer tokenizer, ChatTemplate? template, Measurement measurement, CellFolder folder, CellServices services,
    CellProgress progress)
{
    /// <summary>
    /// Items predicted together, and written together: an interrupted evaluation goes on with the same groups, and so ends with the same bits.
    /// Their few-shot examples are computed once a group.
    /// </summary>
    private const int Group = 256;

    private readonly ExampleTokenizer _encoder = new(tokenizer, model.SpecialTokens, model.Config.ContextLength);
    private long _tokens;

    /// <summary>Scores by language and metric; adds rates to the facts.</summary>
    public IReadOnlyList<ScoreRecord> Run(Dictionary<string, double> facts)
    {
        torch.set_num_threads(services.Threads);
        var context = services.Context.Source with { Cancel = services.Cancel };
        var prompts = new PromptMaker(measurement.Task, context, template, tokenizer.EndId is { } end ? tokenizer.Piece(end)! : "");
        var tests = measurement.Languages.Select(
            l => (Language: l, Items: (IReadOnlyList<Example>)[.. MixtureDraw.Test(measurement.Task, l, measurement.Items, context).Select(prompts.Of)]))
            .ToList();
        var (done, total) = (0, tests.Sum(t => t.Items.Count));
        var asking = new MetricContext(context.CacheFolder, context.Report, folder => new AnsweringModel(folder, services.Context), services.Cancel);
        var clock = Stopwatch.StartNew();
        var scores = new List<ScoreRecord>();
        foreach (var (language, items) in tests)
        {
            var file = new PredictionFile(folder.Predictions(language.Code));
            var lines = file.Read(items);
            if (lines.Count < items.Count) lines.RemoveRange(lines.Count / Group * Group, lines.Count % Group);
            file.Reset(lines);
            while (lines.Count < items.Count)
            {
                services.Cancel.ThrowIfCancellationRequested();
                var made = Predict([.. items.Skip(lines.Count).Take(Group)]);
                file.Append(made);
                lines.AddRange(made);
                progress.Evaluating(language.Code, done + lines.Count, total, _tokens / clock.Elapsed.TotalSeconds);
            }

            done += items.Count;
            scores.AddRange(ItemScoring.Score(language, lines, measurement.Metrics, asking));
        }

        Keep(facts, clock.Elapsed.TotalSeconds);
        return scores;
    }

    private IReadOnlyList<PredictionLine> Predict(IReadOnlyList<Example> items) =>
        measurement.Task.Info.Scoring == Scoring.Generate ? Generate(items) : Measure(items);

    private List<PredictionLine> Generate(IReadOnlyList<Example> items)
    {
        var prompts = items.Select(_encoder.Prompt).ToList();
        var task = measurement.Task.Info;
        var settings = new GenerationSettings { MaxNewTokens = Math.Max(1, task.MaxNewTokens), StopStrings = task.Stop };
        var made = TextGenerator.Generate(model, tokenizer, prompts, settings, new Seed(1), cancel: services.Cancel);
        _tokens += prompts.Sum(p => p.Length) + made.Sum(m => m.Ids.Count);
        return [.. items.Zip(made, (e, m) => new PredictionLine(e.ItemId, e.Prompt, m.Text, e.References, null, m.Ids.Count))];
    }

    /// <summary>The log-likelihood of the trained text given what stands before it; the end token is not part of the text.</summary>
    private List<PredictionLine> Measure(IReadOnlyList<Example> items)
    {
        var pairs = items.Select(Split).ToList();
        var sums = Scorer.LogLikelihood(model, pairs);
        _tokens += pairs.Sum(p => p.Context.Length + p.Continuation.Length);
        return [.. items.Select((e, i) => new PredictionLine(e.ItemId, e.Prompt, "", e.References, sums[i], pairs[i].Continuation.Length))];
    }

    private (int[] Context, int[] Continuation) Split(Example item)
    {
        var tokens = _encoder.Tokenize(item);
        var first = Array.IndexOf(tokens.Targets, true);
        var end = model.SpecialTokens.Eos.Count > 0 && tokens.Ids[^1] == model.SpecialTokens.Eos[0] ? tokens.Ids.Length - 1 : tokens.Ids.Length;
        return (tokens.Ids[..first], tokens.Ids[first..end]);
    }

    private void Keep(Dictionary<string, double> facts, double seconds)
    {
        if (_tokens == 0) return;
        facts["evaluation tokens per second"] = _tokens / seconds;
        facts["evaluation seconds"] = seconds;
        MachineRates.Keep(services.Context.CacheFolder, double.NaN, 2.0 * model.Parameters.Count * _tokens / seconds);
    }
}
