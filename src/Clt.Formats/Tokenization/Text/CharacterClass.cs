namespace Clt.Formats.Tokenization.Text;

/// <summary>The classes of code points that the split patterns ask for.</summary>
[Flags]
internal enum CharacterClass : byte
{
    None = 0,

    /// <summary>\p{L}</summary>
    Letter = 1,

    /// <summary>\p{N}</summary>
    Number = 2,

    /// <summary>\s: the 25 code points with the White_Space property.</summary>
    Space = 4,

    /// <summary>[\r\n]</summary>
    Newline = 8,

    /// <summary>[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]</summary>
    UpperLike = 16,

    /// <summary>[\p{Ll}\p{Lm}\p{Lo}\p{M}]</summary>
    LowerLike = 32,
}
