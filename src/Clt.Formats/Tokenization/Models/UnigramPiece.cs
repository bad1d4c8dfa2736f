namespace Clt.Formats.Tokenization.Models;

/// <summary>A piece of a unigram model.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Score">Its log-probability.</param>
/// <param name="Kind">Whether and how text matches it.</param>
internal readonly record struct UnigramPiece(string Text, double Score, PieceKind Kind = PieceKind.Normal);
