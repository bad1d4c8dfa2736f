namespace Clt.Formats.Tokenization;

/// <summary>The contents of the tokens that play a part in training and generation; null where a tokenizer has none.</summary>
public sealed record SpecialRoles(string? Begin = null, string? End = null, string? Pad = null, string? Mask = null, string? Unknown = null);
