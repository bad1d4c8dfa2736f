namespace Clt.Formats.Tokenization;

/// <summary>Cuts texts at their ends to a length in tokens.</summary>
/// <param name="MaxLength">Tokens at most, the added special tokens included.</param>
/// <param name="Strategy">Which text of a pair is cut.</param>
public sealed record Truncation(int MaxLength, TruncationStrategy Strategy = TruncationStrategy.LongestFirst);
