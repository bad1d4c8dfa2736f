namespace Clt.Formats.Tokenization.Models;

/// <summary>The switches of a BPE model, named as in tokenizer.json.</summary>
internal sealed record BpeSettings
{
    /// <summary>Words are cut into UTF-8 bytes written in the GPT-2 alphabet, not into characters.</summary>
    public bool ByteLevel { get; init; }

    public string? UnknownToken { get; init; }

    public bool FuseUnknown { get; init; }

    /// <summary>A character without a piece becomes its bytes' pieces <c>&lt;0xXX&gt;</c>.</summary>
    public bool ByteFallback { get; init; }

    public string ContinuingSubwordPrefix { get; init; } = "";

    public string EndOfWordSuffix { get; init; } = "";

    /// <summary>A word that is itself a piece is not cut.</summary>
    public bool IgnoreMerges { get; init; }
}
