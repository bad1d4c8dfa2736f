namespace Clt;

/// <summary>A piece of an example's text. The loss mask is made by concatenating tokenised segments, never by searching strings.</summary>
/// <param name="Text">The text. Neighbours that are trained alike are tokenised as one text.</param>
/// <param name="Role">Who speaks.</param>
/// <param name="Train">Whether its tokens are targets of the loss.</param>
public readonly record struct Segment(string Text, Role Role, bool Train)
{
    /// <summary>
    /// Whether text that spells a special token is that token, as in what a chat template wrote. Never so for what people or models wrote:
    /// there it stays text.
    /// </summary>
    public bool MatchSpecialTokens { get; init; }
}

/// <summary>Who speaks in a segment. Plain text without turns is <see cref="Text"/>.</summary>
public enum Role
{
    Text,
    System,
    User,
    Assistant,
}
