namespace Clt.Engine.States;

/// <summary>A text whose hidden states are read: a sequence of pieces, each of which has a state.</summary>
/// <param name="ItemId">The item, for messages.</param>
/// <param name="Language">Its language.</param>
/// <param name="Pieces">
/// Words, each with the space before it that the text has, and each tokenised by itself; or the whole text as one piece.
/// </param>
public sealed record StateText(string ItemId, Language Language, IReadOnlyList<string> Pieces);

/// <summary>How the state of a piece (a word, or a whole text) is made from those of its tokens.</summary>
public enum PieceState
{
    /// <summary>The mean over its tokens; special tokens around a text are none of them.</summary>
    Mean,

    /// <summary>That of its first token, as taggers read it. In decoders it has not seen the rest of the word.</summary>
    First,
}
