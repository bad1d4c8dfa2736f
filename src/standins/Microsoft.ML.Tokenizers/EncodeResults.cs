namespace Microsoft.ML.Tokenizers;

/// <summary>What an encoding call gives: ids or tokens, the normalised text where it differs, and how much of it was used.</summary>
public struct EncodeResults<T>
{
    public IReadOnlyList<T> Tokens { get; set; }

    /// <summary>The text that offsets refer to; null where that is the text given.</summary>
    public string? NormalizedText { get; set; }

    /// <summary>UTF-16 units of the (normalised) text that the tokens cover.</summary>
    public int CharsConsumed { get; set; }
}
