namespace Clt.Formats.Tokenization.Models;

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
