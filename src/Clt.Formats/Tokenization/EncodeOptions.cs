namespace Clt.Formats.Tokenization;

/// <summary>What one encoding call asks for. The default is for user text: no special token, neither found nor added.</summary>
public sealed record EncodeOptions
{
    public static EncodeOptions Default { get; } = new();

    /// <summary>
    /// Text that spells a special token becomes that token (the references' default; for templates, never for user text).
    /// </summary>
    public bool MatchSpecialTokens { get; init; }

    /// <summary>
    /// Ranges of the text (UTF-16 units, half-open, in order) that others wrote: no special token that overlaps one is found, even with
    /// <see cref="MatchSpecialTokens"/>.
    /// </summary>
    public IReadOnlyList<(int Start, int End)> PlainRanges { get; init; } = [];

    /// <summary>
    /// The text goes on where other text ended: what the tokenizer puts before a text's first word (a space) is left out.
    /// </summary>
    public bool Continues { get; init; }

    /// <summary>The post-processor's special tokens are put around the text.</summary>
    public bool AddSpecialTokens { get; init; }

    /// <summary>A special token that stands in place of the template's first one, such as mBART's source language.</summary>
    public string? BeginToken { get; init; }

    public Truncation? Truncation { get; init; }
}

/// <summary>Cuts texts at their ends to a length in tokens.</summary>
/// <param name="MaxLength">Tokens at most, the added special tokens included.</param>
/// <param name="Strategy">Which text of a pair is cut.</param>
public sealed record Truncation(int MaxLength, TruncationStrategy Strategy = TruncationStrategy.LongestFirst);

/// <summary>Which text of a pair is cut.</summary>
public enum TruncationStrategy
{
    /// <summary>The longer one until both are equally long, then both.</summary>
    LongestFirst,
    OnlyFirst,
    OnlySecond,
}
