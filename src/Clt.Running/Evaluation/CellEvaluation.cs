using System.Diagnostics;
using Clt.Engine.Plugins;
using Clt.Formats.ChatTemplates;
using Clt.Recipes.Cells;
using Clt.Results.Store;
using Clt.Running.Answering;
using Clt.Running.Cells;
using Clt.Running.Data;
using Clt.Running.Kinds;
using Clt.Running.Prompts;
using TorchSharp;

namespace Clt.Running.Evaluation;

/// <summary>Measures a model: predictions are written as they come, then scored by metrics, which see text only.</summary>
internal sealed class CellEvaluation(
    IEvaluator model,
    IModelKind kind,
    ModelChat? chat,
    Measurement measurement,
    CellFolder folder,
    CellServices services,
    CellProgress progress
)
{
    /// <summary>
    /// Items answered together where answers depend on what is beside them in the last bits: an interrupted evaluation goes on with the
    /// same groups. Others are answered all together.
    /// </summary>
    private const int Group = 256;

    private long _tokens;

    /// <summary>Hashes of all weights that answer: answers that others gave before are asked for again.</summary>
    public required IReadOnlyList<string> Weights { get; init; }

    /// <summary>The stage that is measured, for predictions; empty where there is none of a name.</summary>
    public string Stage { get; init; } = "";

    /// <summary>What was asked; set by <see cref="Run"/>.</summary>
    public AskedTask? Asked { get; private set; }

    /// <summary>Items and exemplars that were too long; set by <see cref="Run"/>.</summary>
    public IReadOnlyList<OverlongPart> Overlong { get; private set; } = [];

    /// <summary>Scores by language and metric; adds rates to the facts.</summary>
    public IReadOnlyList<ScoreRecord> Run(Dictionary<string, double> facts)
    {
        AnsweredBy.Keep(folder.PredictionsFolder, Weights);
        ProcessState.WatchTorch();
        var context = services.Sources;
        var prompts = new PromptMaker(measurement.Task, context, chat, measurement.FewShot);
        var drawn = measurement
            .Languages.Select(l => (Language: l, Items: MixtureDraw.Test(measurement.Task, l, measurement.Items, context)))
            .Select(d => FittedItems.Of(d.Language, d.Items, prompts, measurement.Lengths, kind))
            .ToList();
        Asked = AskedQuestions.Of(measurement, drawn.Select(d => AskedQuestions.Of(d, prompts)));
        Overlong = [.. drawn.SelectMany(d => d.Overlong)];
        var tests = drawn.Select(d => (d.Language, Items: d.Prompts)).ToList();
        var (done, total) = (0, tests.Sum(t => t.Items.Count));
        var asking = new MetricContext(
            context.CacheFolder,
            context.Report,
            folder => new AnsweringModel(folder, services.Context),
            services.Cancel
        );
        var clock = Stopwatch.StartNew();
        var scores = new List<ScoreRecord>();
        foreach (var (language, items) in tests)
        {
            torch.set_num_threads(services.Threads);
            var lines = KeptAnswers.Of(
                model,
                items,
                folder.Predictions(language.Code),
                Group,
                line => Stage.Length == 0 ? line : line with { Stage = Stage },
                (known, read) =>
                {
                    _tokens += read;
                    progress.Evaluating(language.Code, done + known, total, _tokens / clock.Elapsed.TotalSeconds);
                },
                services.Cancel
            );
            done += items.Count;
            scores.AddRange(ItemScoring.Score(language, lines, measurement.Metrics, asking));
        }

        Keep(facts, clock.Elapsed.TotalSeconds);
        return scores;
    }

    private void Keep(Dictionary<string, double> facts, double seconds)
    {
        if (_tokens == 0)
            return;
        facts["evaluation tokens per second"] = _tokens / seconds;
        facts["evaluation seconds"] = seconds;
    }
}
