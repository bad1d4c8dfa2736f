namespace Clt.Formats.Tokenization.Models;

/// <summary>A piece of a word: its id and the half-open range of the word's UTF-16 units it covers.</summary>
internal readonly record struct ModelToken(int Id, int Start, int End);
