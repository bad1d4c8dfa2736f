using Microsoft.ML.Tokenizers;

namespace Clt.Engine.Generation;

/// <summary>A sequence being generated.</summary>
internal sealed class ActiveSequence(int index, IReadOnlyList<int> prompt, Rng rng)
{
    private readonly List<int> _ids = [];

    /// <summary>Its place among the prompts.</summary>
    public int Index { get; } = index;

    public IReadOnlyList<int> Prompt { get; } = prompt;

    /// <summary>The newest token.</summary>
    public int Last => _ids[^1];

    /// <summary>Tokens in the cache once the newest one is read.</summary>
    public int Length => Prompt.Count + _ids.Count;

    public double LogProbability { get; private set; }

    /// <summary>Draws the next token from the logits.</summary>
    public void Take(ReadOnlySpan<float> logits, GenerationSettings settings)
    {
        var id = settings.Temperature == 0 ? Sampler.Greedy(logits) : Sampler.Sample(logits, settings, rng);
        LogProbability += Sampler.LogProbability(logits, id);
        _ids.Add(id);
    }

    /// <summary>The finished text, or null while it goes on.</summary>
    public GeneratedText? Finish(Tokenizer? tokenizer, GenerationSettings settings, IReadOnlyList<int> ends, int context)
    {
        if (settings.StopAtEos && ends.Contains(Last)) return Result(FinishReason.EndToken, tokenizer?.Decode(_ids.SkipLast(1)));
        if (settings.StopStrings.Count > 0)
        {
            var text = tokenizer?.Decode(_ids) ?? "";
            var stops = settings.StopStrings.Select(s => text.IndexOf(s, StringComparison.Ordinal)).Where(at => at >= 0).ToArray();
            if (stops.Length > 0) return Result(FinishReason.StopString, text[..stops.Min()]);
        }

        if (_ids.Count == settings.MaxNewTokens) return Result(FinishReason.MaxNewTokens, tokenizer?.Decode(_ids));
        return Length >= context ? Result(FinishReason.Context, tokenizer?.Decode(_ids)) : null;

        GeneratedText Result(FinishReason reason, string? text) => new(text ?? "", _ids, reason, LogProbability);
    }
}
