namespace Clt.Formats.Tokenization;

/// <summary>A special token with a name, by which chat templates call it.</summary>
/// <param name="Name">As transformers names it, such as <c>bos_token</c>.</param>
/// <param name="Content">Its text.</param>
/// <param name="Source">Where that is said.</param>
public sealed record NamedToken(string Name, string Content, string Source)
{
    /// <summary>Whether a file beside the tokenizer's own says it.</summary>
    internal bool IsOfFilesBeside { get; init; }
}
