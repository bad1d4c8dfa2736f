using Clt.Engine.Data;
using Clt.Engine.Generation;
using Clt.Engine.Models.Seq2Seq;
using Clt.Engine.Objectives;
using Clt.Formats.Tokenization;
using Clt.Kernels;
using Clt.Results.Store;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Running.Answering;

/// <summary>Writes answers greedily from prompts, measures how likely answers are, or ranks choices.</summary>
internal sealed class SequenceToSequenceEvaluator(
    SequenceToSequenceModel model,
    HubTokenizer tokenizer,
    TaskInfo task,
    PairTokenizer reader
) : IEvaluator
{
    /// <summary>Answers that are written side by side; the news of progress comes after each such batch.</summary>
    private const int Batch = 32;

    public long Parameters => model.Parameters.Count;

    public bool InGroups => task.Scoring != Scoring.Generate;

    public void Answer(
        IReadOnlyList<Example> items,
        IReadOnlyList<int> group,
        Action<int, PredictionLine, int> made,
        CancellationToken cancel
    )
    {
        foreach (var part in group.Chunk(Batch))
        {
            cancel.ThrowIfCancellationRequested();
            switch (task.Scoring)
            {
                case Scoring.Generate:
                    Generate(items, part, made, cancel);
                    break;
                case Scoring.LogLikelihood:
                    Measure(items, part, made);
                    break;
                case Scoring.Choices:
                    Rank(items, part, made);
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(task), task.Scoring, "Answers that encoder-decoders do not give.");
            }
        }
    }

    public void Dispose() => model.Dispose();

    private void Generate(IReadOnlyList<Example> items, int[] group, Action<int, PredictionLine, int> made, CancellationToken cancel)
    {
        var sources = EachExample.Read(group.Select(i => items[i]), Source);
        var (start, first) = reader.Begin(items[group[0]].Language);
        var settings = new GenerationSettings
        {
            MaxNewTokens = Math.Max(1, task.MaxNewTokens),
            StopStrings = task.Stop,
            DecoderStart = start,
            ForcedBos = first,
        };
        var texts = SequenceToSequenceGenerator.Generate(model, tokenizer, sources, settings, new Seed(1), cancel: cancel);
        for (var i = 0; i < texts.Count; i++)
        {
            var (item, written) = (items[group[i]], texts[i].Ids.Count);
            made(
                group[i],
                new PredictionLine(item.ItemId, Asked(item, sources[i]), texts[i].Text, item.References, null, written),
                sources[i].Length + written
            );
        }
    }

    /// <summary>The prompt, or a text spoilt alike whenever it is asked.</summary>
    private int[] Source(Example item)
    {
        if (item.Noise is null)
            return reader.Source(item);
        var document = reader.Documents(item)[0];
        var seed = new Seed(1).Stream($"noise {item.Task} {item.ItemId} {item.Language.Code}");
        return SpanDenoising.Spoil(document, SpanDenoising.OwnNoise(document)!, seed).Pair.Source;
    }

    private string Asked(Example item, int[] source) => item.Noise is null ? item.Prompt : tokenizer.Decode(source) ?? "";

    private void Measure(IReadOnlyList<Example> items, int[] group, Action<int, PredictionLine, int> made)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var pairs = EachExample.Read(group.Select(i => items[i]), reader.Pair);
        using var batch = SequenceToSequenceBatch.Of(model.Config, [.. pairs.Select(p => p.Pair)]);
        var losses = HostValues.Of<float>(model.TokenLosses(model.Forward(batch), batch.Target.Targets!));
        for (var (i, at) = (0, 0); i < pairs.Count; at += pairs[i++].TargetCount)
        {
            // The special tokens at the answer's end are no part of the text.
            var (item, labels) = (items[group[i]], pairs[i].Pair.Labels);
            var text = Enumerable.Range(0, labels.Length).Where(t => !tokenizer.IsSpecial(labels[t])).ToList();
            var line = new PredictionLine(
                item.ItemId,
                item.Prompt,
                "",
                item.References,
                -text.Sum(t => (double)losses[at + t]),
                text.Count
            );
            made(group[i], line, pairs[i].TokenCount);
        }
    }

    /// <summary>Ranks the options of multiple-choice items; each prompt is encoded once.</summary>
    private void Rank(IReadOnlyList<Example> items, int[] group, Action<int, PredictionLine, int> made)
    {
        var sources = new List<int[]>();
        var places = new List<int>();
        var ranking = new ChoiceRanking(
            group.Select(i => items[i]),
            (example, prompt) =>
            {
                var (source, labels) = reader.Ranked(example, prompt);
                places.AddRange(labels.Select(_ => sources.Count));
                sources.Add(source);
                return [.. labels.Select(l => (source, l))];
            }
        );
        var requests = ranking.Requests;
        var scores = SequenceToSequenceScorer.LogLikelihoods(model, sources, [.. requests.Select((r, i) => (places[i], r.Continuation))]);
        for (var i = 0; i < requests.Count; i++)
        {
            // The special tokens at an option's end are no part of its text.
            var sum = scores[i].Where((_, t) => !tokenizer.IsSpecial(requests[i].Continuation[t])).Sum(s => (double)s);
            ranking.Take(i, sum, (place, line, read) => made(group[place], line, read));
        }
    }
}
