namespace Clt.Formats.Tokenization;

/// <summary>The settings of <see cref="UnigramTrainer"/> beside texts, size and special tokens; the defaults are sentencepiece's.</summary>
public sealed record UnigramTrainerSettings
{
    /// <summary>The special tokens' parts; <see cref="SpecialRoles.Unknown"/> is needed.</summary>
    public SpecialRoles Roles { get; init; } = new();

    /// <summary>
    /// Those of the special tokens that are languages' codes: each text is framed as mBART's, by the end token and a code. Empty for none.
    /// </summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Share of all characters that the vocabulary spells, above 0 and at most 1; the rarest others are unknown.</summary>
    public double CharacterCoverage { get; init; } = 0.9995;

    /// <summary>Most characters (code points) of a piece.</summary>
    public int LongestPiece { get; init; } = 16;

    /// <summary>Pieces to begin with, the most frequent by their length; sentencepiece takes a million.</summary>
    public int SeedPieces { get; init; } = 200_000;

    /// <summary>Share of the pieces that a round of pruning keeps, above 0 and below 1.</summary>
    public double Shrinking { get; init; } = 0.75;

    /// <summary>Steps of expectation and maximisation between prunings.</summary>
    public int SubIterations { get; init; } = 2;

    /// <summary>Each digit is a token of its own.</summary>
    public bool SplitDigits { get; init; } = true;
}
