namespace Clt;

/// <summary>A piece of an example's text. The loss mask is made by concatenating tokenised segments, never by searching strings.</summary>
/// <param name="Text">The text, tokenised by itself.</param>
/// <param name="Role">Who speaks.</param>
/// <param name="Train">Whether its tokens are targets of the loss.</param>
public readonly record struct Segment(string Text, Role Role, bool Train);
