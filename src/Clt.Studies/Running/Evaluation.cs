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
    /// Items scored together. Log-probabilities depend on what is beside them in the last bits: an interrupted evaluation goes on with the same
    /// groups. Texts do not, and are generated all together.
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
            var groups = Missing(lines);
            foreach (var item in groups.SelectMany(g => g)) lines[item] = null;
            file.Write([.. lines.OfType<PredictionLine>()]);
            var known = done + lines.Count(l => l is not null);
            foreach (var group in groups)
            {
                Predict(items, group, (item, line) =>
                {
                    lines[item] = line;
                    file.Append(line);
                    progress.Evaluating(language.Code, ++known, total, _tokens / clock.Elapsed.TotalSeconds);
                });
            }

            // In the items' order, whatever the order in which they came.
            file.Write(lines!);
            done += items.Count;
            scores.AddRange(ItemScoring.Score(language, lines!, measurement.Metrics, asking));
        }

        Keep(facts, clock.Elapsed.TotalSeconds);
        return scores;
    }

    private bool Generates => measurement.Task.Info.Scoring == Scoring.Generate;

    /// <summary>The groups of items that are predicted, again where a part of a group is missing.</summary>
    private List<int[]> Missing(PredictionLine?[] lines)
    {
        var all = Enumerable.Range(0, lines.Length);
        var groups = Generates ? [[.. all.Where(i => lines[i] is null)]] : all.Chunk(Group);
        return [.. groups.Where(g => g.Any(i => lines[i] is null))];
    }

    private void Predict(IReadOnlyList<Example> items, int[] group, Action<int, PredictionLine> made)
    {
        services.Cancel.ThrowIfCancellationRequested();
        if (Generates) Generate(items, group, made);
        else Measure(items, group, made);
    }

    private void Generate(IReadOnlyList<Example> items, int[] group, Action<int, PredictionLine> made)
    {
        var prompts = group.Select(i => _encoder.Prompt(items[i])).ToList();
        var task = measurement.Task.Info;
        var settings = new GenerationSettings { MaxNewTokens = Math.Max(1, task.MaxNewTokens), StopStrings = task.Stop };
        TextGenerator.Generate(model, tokenizer, prompts, settings, new Seed(1), (place, text) =>
        {
            var item = items[group[place]];
            _tokens += prompts[place].Length + text.Ids.Count;
            made(group[place], new PredictionLine(item.ItemId, item.Prompt, text.Text, item.References, null, text.Ids.Count));
        }, cancel: services.Cancel);
    }

    /// <summary>The log-likelihood of the trained text given what stands before it; the end token is not part of the text.</summary>
    private void Measure(IReadOnlyList<Example> items, int[] group, Action<int, PredictionLine> made)
    {
        var pairs = group.Select(i => Split(items[i])).ToList();
        Scorer.LogLikelihood(model, pairs, scored: (place, sum) =>
        {
            var (item, pair) = (items[group[place]], pairs[place]);
            _tokens += pair.Context.Length + pair.Continuation.Length;
            made(group[place], new PredictionLine(item.ItemId, item.Prompt, "", item.References, sum, pair.Continuation.Length));
        }, cancel: services.Cancel);
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
