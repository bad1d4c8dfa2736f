namespace Clt.Formats.Tokenization.Models;

/// <summary>The pieces of a vocabulary in the order of their ids.</summary>
internal static class PieceList
{
    public static string?[] From(IReadOnlyDictionary<string, int> vocabulary)
    {
        var pieces = new string?[vocabulary.Count == 0 ? 0 : vocabulary.Values.Max() + 1];
        foreach (var (piece, id) in vocabulary)
            pieces[id] = piece;
        return pieces;
    }
}

/// <summary>The types of pieces in a sentencepiece model, with its numbers.</summary>
internal enum PieceKind
{
    Normal = 1,
    Unknown = 2,

    /// <summary>Text never matches it.</summary>
    Control = 3,

    /// <summary>Always one token where the text has it.</summary>
    UserDefined = 4,
    Unused = 5,
    Byte = 6,
}
