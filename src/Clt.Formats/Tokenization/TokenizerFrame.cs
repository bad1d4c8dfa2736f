namespace Clt.Formats.Tokenization;

/// <summary>The special tokens that a tokenizer puts around one text, and where each of the two sides is said.</summary>
/// <param name="Before">Ids before the text; none where the model was trained without.</param>
/// <param name="BeforeSource">Where that is said.</param>
/// <param name="After">Ids after the text.</param>
/// <param name="AfterSource">Where that is said.</param>
/// <param name="IsTemplate">Whether the tokenizer's own post-processor adds any: it then knows pairs of texts too.</param>
public sealed record TokenizerFrame(IReadOnlyList<int> Before, string BeforeSource, IReadOnlyList<int> After, string AfterSource, bool IsTemplate);
