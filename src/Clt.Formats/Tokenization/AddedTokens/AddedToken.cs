namespace Clt.Formats.Tokenization.AddedTokens;

/// <summary>A token that is found in the text before the subword model sees it, with the flags of tokenizer.json.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Content">Its text.</param>
public sealed record AddedToken(int Id, string Content)
{
    /// <summary>Only where no word character touches it.</summary>
    public bool SingleWord { get; init; }

    /// <summary>Takes the white space before it along.</summary>
    public bool StripLeft { get; init; }

    /// <summary>Takes the white space after it along.</summary>
    public bool StripRight { get; init; }

    /// <summary>Found in the normalised text, not in the raw text.</summary>
    public bool Normalized { get; init; }

    /// <summary>A control token: user text never produces it unless <see cref="EncodeOptions.MatchSpecialTokens"/> says so.</summary>
    public bool Special { get; init; }
}
