using Clt.Engine.Data;
using Clt.Engine.Generation.Beams;
using Clt.Engine.Generation.Decoding;
using Clt.Engine.Models;
using Microsoft.ML.Tokenizers;

namespace Clt.Engine.Generation;

/// <summary>Continues prompts.</summary>
public static class TextGenerator
{
    /// <summary>
    /// Continues every prompt. An item's result depends on the model, its prompt, its place in the list and the seed, not on what is
    /// generated beside it.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="tokenizer">Decodes; null where ids are enough: texts are empty, and there can be no stop strings.</param>
    /// <param name="prompts">
    /// Token ids, the beginning token included where the model has one; none empty. See <see cref="ExampleTokenizer.Prompt(Example)"/>.
    /// </param>
    /// <param name="settings">How. With several beams the best sequence of each prompt is given.</param>
    /// <param name="seed">Its <c>generation</c> stream samples.</param>
    /// <param name="progress">Hears of every step.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>In the order of the prompts.</returns>
    /// <exception cref="InputException">A setting is out of range, or a prompt fills the context.</exception>
    public static IReadOnlyList<GeneratedText> Generate(
        LanguageModel model,
        Tokenizer? tokenizer,
        IReadOnlyList<int[]> prompts,
        GenerationSettings settings,
        Seed seed,
        IProgress<GenerationProgress>? progress = null,
        CancellationToken cancel = default
    )
    {
        var results = new GeneratedText[prompts.Count];
        Generate(model, tokenizer, prompts, settings, seed, (item, text) => results[item] = text, progress, cancel);
        return results;
    }

    /// <summary>Continues every prompt, and gives each out as it ends.</summary>
    /// <param name="ended">Is given every prompt's place and text, in any order.</param>
    /// <inheritdoc
    /// cref="Generate(LanguageModel, Tokenizer, IReadOnlyList{int[]}, GenerationSettings, Seed, IProgress{GenerationProgress},
    /// CancellationToken)"/>
    public static void Generate(
        LanguageModel model,
        Tokenizer? tokenizer,
        IReadOnlyList<int[]> prompts,
        GenerationSettings settings,
        Seed seed,
        Action<int, GeneratedText> ended,
        IProgress<GenerationProgress>? progress = null,
        CancellationToken cancel = default
    ) =>
        Decode(
            model,
            tokenizer,
            prompts,
            settings,
            task =>
            {
                if (settings.Beams > 1)
                    task.SearchBeams(settings, (item, found) => ended(item, found[0].Text), progress, cancel);
                else
                    task.Search(settings, seed, ended, progress, cancel);
            }
        );

    /// <summary>The best sequences of a beam search for every prompt, best first; at most as many as beams.</summary>
    /// <inheritdoc
    /// cref="Generate(LanguageModel, Tokenizer, IReadOnlyList{int[]}, GenerationSettings, Seed, IProgress{GenerationProgress},
    /// CancellationToken)"/>
    public static IReadOnlyList<IReadOnlyList<BeamHypothesis>> Beams(
        LanguageModel model,
        Tokenizer? tokenizer,
        IReadOnlyList<int[]> prompts,
        GenerationSettings settings,
        IProgress<GenerationProgress>? progress = null,
        CancellationToken cancel = default
    )
    {
        var results = new IReadOnlyList<BeamHypothesis>[prompts.Count];
        Decode(
            model,
            tokenizer,
            prompts,
            settings,
            task => task.SearchBeams(settings, (item, found) => results[item] = found, progress, cancel)
        );
        return results;
    }

    /// <summary>Checks everything, and gives the search what it needs.</summary>
    internal static void Decode(
        LanguageModel model,
        Tokenizer? tokenizer,
        IReadOnlyList<int[]> prompts,
        GenerationSettings settings,
        Action<DecodingTask> search
    )
    {
        var context = model.Config.ContextLength;
        var problems = settings.Problems(model.Config.VocabularySize);
        if (tokenizer is null && settings.StopStrings.Count > 0)
            problems.Add(new Problem("stop strings need a tokenizer", "generation", "Give the model's, or stop at tokens."));
        problems.AddRange(TokenChecks.Of(prompts, context - 1, model.Config, "generation, prompt"));
        if (problems.Count > 0)
            throw new InputException(problems);
        if (prompts.Count == 0)
            return;
        using var session = new DecoderSession(model, prompts, settings);
        search(new DecodingTask(session, prompts, model.Config.Eos, context, tokenizer));
    }
}

/// <summary>A generated sequence.</summary>
/// <param name="Text">Decoded, without special tokens and stop string.</param>
/// <param name="Ids">New token ids, the end token included.</param>
/// <param name="Reason">Why it ended.</param>
/// <param name="LogProbability">
/// Sum of the natural log-probabilities of <paramref name="Ids"/> under the model's own distribution (temperature 1, nothing left out).
/// </param>
public sealed record GeneratedText(string Text, IReadOnlyList<int> Ids, FinishReason Reason, double LogProbability);

/// <summary>How far a generation is.</summary>
/// <param name="Done">Sequences that ended.</param>
/// <param name="Total">Sequences asked for.</param>
/// <param name="NewTokens">Tokens generated so far.</param>
public sealed record GenerationProgress(int Done, int Total, long NewTokens);
