using Clt.Engine.Data;
using Clt.Engine.Models;
using Microsoft.ML.Tokenizers;
using TorchSharp;
using static TorchSharp.torch;

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
    /// <param name="settings">How.</param>
    /// <param name="seed">Its <c>generation</c> stream samples.</param>
    /// <param name="progress">Hears of every step.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>In the order of the prompts.</returns>
    /// <exception cref="InputException">A setting is out of range, or a prompt fills the context.</exception>
    public static IReadOnlyList<GeneratedText> Generate(
        LanguageModel model, Tokenizer? tokenizer, IReadOnlyList<int[]> prompts, GenerationSettings settings, Seed seed,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancel = default)
    {
        settings.Check();
        if (tokenizer is null && settings.StopStrings.Count > 0)
            throw new InputException("stop strings need a tokenizer", "generation", "Give the model's, or stop at tokens.");
        if (prompts.Count == 0) return [];
        var context = model.Config.ContextLength;
        if (prompts.Any(p => p.Length == 0))
            throw new InputException("a prompt has no tokens", "generation", "Give the model a beginning token, or every item a prompt.");
        var longest = prompts.Max(p => p.Length);
        if (longest >= context)
        {
            throw new InputException(
                $"a prompt has {longest} tokens but the model's context is {context}", "generation",
                "Shorten it, or use a model with a longer context.");
        }

        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var capacity = (int)Math.Min(context, (long)longest + settings.MaxNewTokens);
        using var batch = new GenerationBatch(model, Math.Min(settings.BatchSize, prompts.Count), capacity);
        var stream = seed.Stream("generation");
        var results = new GeneratedText[prompts.Count];
        var (next, done, tokens) = (0, 0, 0L);
        while (done < prompts.Count)
        {
            cancel.ThrowIfCancellationRequested();
            // Prompts enter when a quarter of the batch is free, so that reading them stays worth a forward pass.
            var enter = next < prompts.Count && (batch.Active.Count == 0 || batch.Free * 4 >= batch.Slots);
            if (enter) batch.Enter(Waiting(batch.Free), settings);
            else batch.Advance(settings);
            tokens += enter ? batch.Entered : batch.Active.Count;
            done += batch.Leave(sequence =>
            {
                var text = sequence.Finish(tokenizer, settings, model.Config.Eos, context);
                if (text is not null) results[sequence.Index] = text;
                return text is not null;
            });
            progress?.Report(new GenerationProgress(done, prompts.Count, tokens));
        }

        return results;

        List<ActiveSequence> Waiting(int free)
        {
            var taken = new List<ActiveSequence>();
            var budget = settings.PrefillTokens;
            while (taken.Count < free && next < prompts.Count && (taken.Count == 0 || prompts[next].Length <= budget))
            {
                budget -= prompts[next].Length;
                taken.Add(new ActiveSequence(next, prompts[next], stream.Stream($"item {next}").Generator()));
                next++;
            }

            return taken;
        }
    }

    /// <summary>Continues texts, tokenised with the model's beginning token.</summary>
    public static IReadOnlyList<GeneratedText> Generate(
        LanguageModel model, Tokenizer tokenizer, IReadOnlyList<string> prompts, GenerationSettings settings, Seed seed,
        IProgress<GenerationProgress>? progress = null, CancellationToken cancel = default)
    {
        var examples = new ExampleTokenizer(tokenizer, model.SpecialTokens, model.Config.ContextLength);
        return Generate(model, tokenizer, [.. prompts.Select(examples.Prompt)], settings, seed, progress, cancel);
    }
}
