using System.Globalization;
using System.Text;

namespace Clt.Formats.Tokenization.Text;

/// <summary>Looks up the <see cref="CharacterClass"/> of code points: a table below U+10000, the Unicode data above.</summary>
internal static class CharacterClasses
{
    private static readonly CharacterClass[] Table = Build();

    /// <summary>The class of the code point at <paramref name="index"/> and its width in UTF-16 units.</summary>
    public static CharacterClass At(ReadOnlySpan<char> text, int index, out int width)
    {
        var c = text[index];
        width = 1;
        if (!char.IsSurrogate(c))
            return Table[c];
        var rune = CodePoints.At(text, index);
        width = rune.Utf16SequenceLength;
        return Of(rune.Value);
    }

    private static CharacterClass[] Build()
    {
        var table = new CharacterClass[char.MaxValue + 1];
        for (var c = 0; c < table.Length; c++)
            table[c] = Of(c);
        return table;
    }

    private static CharacterClass Of(int codePoint)
    {
        var space = codePoint <= char.MaxValue && char.IsWhiteSpace((char)codePoint) ? CharacterClass.Space : CharacterClass.None;
        if (codePoint is '\r' or '\n')
            space |= CharacterClass.Newline;
        return space
            | CharUnicodeInfo.GetUnicodeCategory(codePoint) switch
            {
                UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => CharacterClass.Letter | CharacterClass.UpperLike,
                UnicodeCategory.LowercaseLetter => CharacterClass.Letter | CharacterClass.LowerLike,
                UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => CharacterClass.Letter
                    | CharacterClass.UpperLike
                    | CharacterClass.LowerLike,
                UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark =>
                    CharacterClass.UpperLike | CharacterClass.LowerLike,
                UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => CharacterClass.Number,
                _ => CharacterClass.None,
            };
    }
}
