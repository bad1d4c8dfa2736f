namespace Clt.Formats.Tokenization.Models;

/// <summary>Cuts one word into pieces of a vocabulary.</summary>
internal interface ISubwordModel
{
    /// <summary>Adds the word's tokens to <see cref="EncodeScratch.Tokens"/>.</summary>
    void Tokenize(ReadOnlySpan<char> word, EncodeScratch scratch);

    /// <summary>What a token shows as: its piece, or the text itself where the reference does so for unknown text.</summary>
    string Show(int id, ReadOnlySpan<char> text);

    /// <summary>The pieces by id; null where no piece has that id.</summary>
    IReadOnlyList<string?> Pieces { get; }
}

/// <summary>A piece of a word: its id and the half-open range of the word's UTF-16 units it covers.</summary>
internal readonly record struct ModelToken(int Id, int Start, int End);
