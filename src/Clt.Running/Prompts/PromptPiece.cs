namespace Clt.Running.Prompts;

/// <summary>A token of a shown prompt, or a whole segment where no tokenizer was given.</summary>
/// <param name="Text">The part of the text that it covers; empty for the later tokens of a character that took several.</param>
/// <param name="Train">Whether it is a target of the loss.</param>
/// <param name="Role">Who speaks.</param>
/// <param name="Id">The token's id, or null for a segment.</param>
public sealed record PromptPiece(string Text, bool Train, Role Role, int? Id);
