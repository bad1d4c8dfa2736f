namespace Clt.Engine.Tokenization;

/// <summary>What one encoding call asks for. The default is for user text: no special token, neither found nor added.</summary>
public sealed record EncodeOptions
{
    public static EncodeOptions Default { get; } = new();

    /// <summary>Text that spells a special token becomes that token (the references' default; for templates, never for user text).</summary>
    public bool MatchSpecialTokens { get; init; }

    /// <summary>The post-processor's special tokens are put around the text.</summary>
    public bool AddSpecialTokens { get; init; }

    /// <summary>A special token that stands in place of the template's first one, such as mBART's source language.</summary>
    public string? BeginToken { get; init; }

    public Truncation? Truncation { get; init; }
}
