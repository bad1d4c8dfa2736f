using Clt.Engine.Generation.Beams;
using Clt.Engine.Generation.Decoding;
using Clt.Engine.Models.Seq2Seq;
using Microsoft.ML.Tokenizers;

namespace Clt.Engine.Generation;

/// <summary>Writes the targets of sources: translations, summaries, answers.</summary>
public static class SequenceToSequenceGenerator
{
    /// <summary>
    /// Writes a target for every source. An item's result depends on the model, its source, its place in the list and the seed, not on what
    /// is generated beside it.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="tokenizer">Decodes; null where ids are enough: texts are empty, and there can be no stop strings.</param>
    /// <param name="sources">Token ids, with the end token and language code that the model was trained with; none empty.</param>
    /// <param name="settings">
    /// How. The start and forced tokens that are null are the model's. With several beams the best target is given.
    /// </param>
    /// <param name="seed">Its <c>generation</c> stream samples.</param>
    /// <param name="progress">Hears of every step.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>In the order of the sources; ids without the start token.</returns>
    /// <exception cref="InputException">A setting is out of range, or a source is empty or longer than the encoder's context.</exception>
    public static IReadOnlyList<GeneratedText> Generate(
        SequenceToSequenceModel model,
        Tokenizer? tokenizer,
        IReadOnlyList<int[]> sources,
        GenerationSettings settings,
        Seed seed,
        IProgress<GenerationProgress>? progress = null,
        CancellationToken cancel = default
    )
    {
        if (settings.Beams > 1)
            return [.. Beams(model, tokenizer, sources, settings, progress, cancel).Select(h => h[0].Text)];
        var results = new GeneratedText[sources.Count];
        Decode(
            model,
            tokenizer,
            sources,
            settings,
            (task, full) => task.Search(full, seed, (item, text) => results[item] = text, progress, cancel)
        );
        return results;
    }

    /// <summary>The best targets of a beam search for every source, best first; at most as many as beams.</summary>
    /// <inheritdoc cref="Generate"/>
    public static IReadOnlyList<IReadOnlyList<BeamHypothesis>> Beams(
        SequenceToSequenceModel model,
        Tokenizer? tokenizer,
        IReadOnlyList<int[]> sources,
        GenerationSettings settings,
        IProgress<GenerationProgress>? progress = null,
        CancellationToken cancel = default
    )
    {
        var results = new IReadOnlyList<BeamHypothesis>[sources.Count];
        Decode(
            model,
            tokenizer,
            sources,
            settings,
            (task, full) => task.SearchBeams(full, (item, found) => results[item] = found, progress, cancel)
        );
        return results;
    }

    private static void Decode(
        SequenceToSequenceModel model,
        Tokenizer? tokenizer,
        IReadOnlyList<int[]> sources,
        GenerationSettings settings,
        Action<DecodingTask, GenerationSettings> search
    )
    {
        settings.Check();
        if (tokenizer is null && settings.StopStrings.Count > 0)
            throw new InputException("stop strings need a tokenizer", "generation", "Give the model's, or stop at tokens.");
        if (sources.Count == 0)
            return;
        CheckSources(model.Config, sources);
        var config = model.Config;
        CheckTokens(config, settings);
        var full = settings with { ForcedBos = settings.ForcedBos ?? config.ForcedBos, ForcedEos = settings.ForcedEos ?? config.ForcedEos };
        var start = settings.DecoderStart ?? config.DecoderStart;
        using var session = new SequenceToSequenceSession(model, sources, start, full);
        int[] prompt = [start];
        search(new DecodingTask(session, [.. sources.Select(_ => prompt)], config.Eos, config.Decoder.ContextLength, tokenizer), full);
    }

    private static void CheckSources(SequenceToSequenceConfig config, IReadOnlyList<int[]> sources)
    {
        var problems = new List<Problem>();
        for (var i = 0; i < sources.Count; i++)
        {
            if (sources[i].Length == 0)
                problems.Add(
                    new Problem("the source has no tokens", $"source {i}", "Leave it out, or end every source with the end token.")
                );
            if (sources[i].Length > config.Encoder.ContextLength)
            {
                problems.Add(
                    new Problem(
                        $"the source has {sources[i].Length} tokens but the model has {config.Encoder.ContextLength} positions",
                        $"source {i}",
                        "Shorten it, or use a model with more."
                    )
                );
            }
        }

        if (problems.Count > 0)
            throw new InputException(problems);
    }

    private static void CheckTokens(SequenceToSequenceConfig config, GenerationSettings settings)
    {
        (string, int?)[] tokens =
        [
            ("decoder start", settings.DecoderStart),
            ("forced bos", settings.ForcedBos),
            ("forced eos", settings.ForcedEos),
        ];
        var problems = tokens
            .Where(t => t.Item2 is { } id && (id < 0 || id >= config.VocabularySize))
            .Select(t => new Problem(
                $"it is {t.Item2} but the vocabulary ends at {config.VocabularySize - 1}",
                $"generation settings, {t.Item1}",
                "Give a token's id."
            ))
            .ToList();
        if (problems.Count > 0)
            throw new InputException(problems);
    }
}
