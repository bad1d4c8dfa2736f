using Clt.Engine.Data;
using Clt.Engine.Generation;
using Clt.Engine.Models;
using Clt.Formats.ChatTemplates;
using Clt.Formats.Framing;
using Clt.Formats.Tokenization;
using Clt.Results.Store;

namespace Clt.Running.Answering;

/// <summary>Continues prompts greedily, measures how likely completions are, or ranks choices.</summary>
/// <remarks>Texts do not depend on what is generated beside them; log-probabilities do, in the last bits.</remarks>
internal sealed class DecoderEvaluator(LanguageModel model, HubTokenizer tokenizer, TaskInfo task, LengthLimit limit) : IEvaluator
{
    private readonly ExampleTokenizer _encoder = Reader(tokenizer, model.Config, task, limit);

    public long Parameters => model.Parameters.Count;

    public bool InGroups => task.Scoring != Scoring.Generate;

    /// <summary>Reads prompts; those that are cut or left out leave an answer its room.</summary>
    public static ExampleTokenizer Reader(HubTokenizer tokenizer, ModelConfig config, TaskInfo task, LengthLimit limit)
    {
        var refused = limit.Overlong.Action == OverlongAction.Refuse;
        var room = config.ContextLength - (refused ? 1 : Math.Max(1, task.MaxNewTokens));
        return new ExampleTokenizer(tokenizer, SequenceFrame.Of(tokenizer), config.ContextLength, limit)
        {
            PromptLength = task.Scoring == Scoring.Generate ? limit.Most(room) : null,
        };
    }

    public void Answer(
        IReadOnlyList<Example> items,
        IReadOnlyList<int> group,
        Action<int, PredictionLine, int> made,
        CancellationToken cancel
    )
    {
        switch (task.Scoring)
        {
            case Scoring.Generate:
                Generate(items, group, made, cancel);
                break;
            case Scoring.LogLikelihood:
                Measure(items, group, made, cancel);
                break;
            case Scoring.Choices:
                Rank(items, group, made, cancel);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(task), task.Scoring, "Answers that decoders do not give.");
        }
    }

    public void Dispose() => model.Dispose();

    private void Generate(
        IReadOnlyList<Example> items,
        IReadOnlyList<int> group,
        Action<int, PredictionLine, int> made,
        CancellationToken cancel
    )
    {
        var prompts = group.Select(i => _encoder.Prompt(items[i])).ToList();
        var settings = new GenerationSettings
        {
            MaxNewTokens = Math.Max(1, task.MaxNewTokens),
            StopStrings = task.Stop,
            StopTokens = Ends(items[group[0]]),
        };
        TextGenerator.Generate(
            model,
            tokenizer,
            prompts,
            settings,
            new Seed(1),
            (place, text) =>
            {
                var item = items[group[place]];
                var line = new PredictionLine(item.ItemId, item.Prompt, text.Text, item.References, null, text.Ids.Count)
                {
                    Confidence = Math.Exp(text.LogProbability / Math.Max(1, text.Ids.Count)),
                };
                made(group[place], line, prompts[place].Length + text.Ids.Count);
            },
            cancel: cancel
        );
    }

    /// <summary>What ends an answer besides the model's own end tokens: what ended those that were trained on.</summary>
    private IReadOnlyList<int> Ends(Example item) =>
        item.IsInTemplate ? TurnEnd.Of(item.Segments, tokenizer) : SequenceFrame.Of(tokenizer).After;

    /// <summary>The log-likelihood of the trained text given what stands before it; the end token is not part of the text.</summary>
    private void Measure(
        IReadOnlyList<Example> items,
        IReadOnlyList<int> group,
        Action<int, PredictionLine, int> made,
        CancellationToken cancel
    )
    {
        var pairs = group.Select(i => _encoder.Scored(items[i])).ToList();
        Scorer.LogLikelihood(
            model,
            pairs,
            scored: (place, sum) =>
            {
                var (item, pair) = (items[group[place]], pairs[place]);
                var line = new PredictionLine(item.ItemId, item.Prompt, "", item.References, sum, pair.Continuation.Length);
                made(group[place], line, pair.Context.Length + pair.Continuation.Length);
            },
            cancel: cancel
        );
    }

    /// <summary>Ranks the options of multiple-choice items; what they have before them is read once.</summary>
    private void Rank(
        IReadOnlyList<Example> items,
        IReadOnlyList<int> group,
        Action<int, PredictionLine, int> made,
        CancellationToken cancel
    )
    {
        var ranking = new ChoiceRanking(group.Select(i => items[i]), _encoder.Ranked);
        void Made(int place, PredictionLine line, int read) => made(group[place], line, read);
        Scorer.LogLikelihood(model, ranking.Requests, scored: (request, sum) => ranking.Take(request, sum, Made), cancel: cancel);
    }
}
