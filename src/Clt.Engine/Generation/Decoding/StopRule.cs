using System.Text;
using Clt.Formats.Tokenization;

namespace Clt.Engine.Generation.Decoding;

/// <summary>Says whether and why a sequence has ended, and what its text is then.</summary>
internal sealed class StopRule(DecodingTask task, GenerationSettings settings)
{
    /// <summary>
    /// Tokens before those that a stop string can lie in: what decodes otherwise at a beginning (spaces, broken characters) is theirs.
    /// </summary>
    private const int Margin = 16;

    /// <summary>A token has a byte at least, so that the longest stop string lies in so many tokens.</summary>
    private readonly int _window = Margin + settings.StopStrings.Select(Encoding.UTF8.GetByteCount).DefaultIfEmpty(0).Max();

    /// <summary>The finished text, or null while it goes on. Checked after every new token.</summary>
    /// <remarks>
    /// Stop strings are looked for in the decoded whole, special tokens included: they may begin in one token and end in another. The text
    /// that is given has no special tokens (<c>skip_special_tokens</c> of transformers and lm-evaluation-harness).
    /// </remarks>
    public GeneratedText? Check(LiveSequence sequence)
    {
        var made = sequence.NewIds;
        if (IsEnd(made[^1]))
            return Result(FinishReason.EndToken, Shown(made[..^1]));
        if (settings.StopTokens.Contains(made[^1]))
            return Result(FinishReason.StopToken, Shown(made[..^1]));
        if (settings.StopStrings.Count > 0 && MayStop(made) && FirstStop(Decode(made)) is { } stop)
            return Result(FinishReason.StopString, Before(stop, made));
        if (made.Length == settings.MaxNewTokens)
            return Result(FinishReason.MaxNewTokens, Shown(made));
        return sequence.Ids.Length >= task.Context ? Result(FinishReason.Context, Shown(made)) : null;

        GeneratedText Result(FinishReason reason, string text) => new(text, sequence.NewIds.ToArray(), reason, sequence.LogProbability);
    }

    /// <summary>
    /// Whether the newest token may have ended a stop string. Only the newest tokens are decoded, so that a long text costs no more a
    /// token.
    /// </summary>
    private bool MayStop(ReadOnlySpan<int> made)
    {
        if (made.Length <= _window)
            return true;
        var newest = Decode(made[^_window..]);
        // Bytes that make no character here may make one after what stands before.
        return newest.Contains('\uFFFD') || settings.StopStrings.Any(s => newest.Contains(s, StringComparison.Ordinal));
    }

    /// <summary>The stop string that a text has first.</summary>
    private string? FirstStop(string text) =>
        settings.StopStrings.Where(s => text.Contains(s, StringComparison.Ordinal)).MinBy(s => text.IndexOf(s, StringComparison.Ordinal));

    /// <summary>The shown text before a stop string, or before the token that ended it where a special token is a part of it.</summary>
    private string Before(string stop, ReadOnlySpan<int> made)
    {
        // The newest token has ended it, so it is the last one where it looks as if there were several.
        var text = Shown(made);
        var at = text.LastIndexOf(stop, StringComparison.Ordinal);
        return at >= 0 ? text[..at] : Shown(made[..^1]);
    }

    private bool IsEnd(int token) => settings.StopAtEos && task.Ends.Contains(token);

    private string Decode(ReadOnlySpan<int> ids) => task.Tokenizer?.Decode(ids.ToArray()) ?? "";

    private string Shown(ReadOnlySpan<int> ids) =>
        task.Tokenizer is HubTokenizer tokenizer ? tokenizer.Decode(ids.ToArray(), skipSpecialTokens: true) : Decode(ids);
}
