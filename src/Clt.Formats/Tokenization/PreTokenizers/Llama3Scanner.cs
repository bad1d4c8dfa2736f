using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.PreTokenizers;

/// <summary>The split of Llama 3 (up to 3 digits), Qwen 2 and 3 (1 digit) and cl100k.</summary>
/// <param name="digits">How many digits at most make one word.</param>
/// <param name="trailingSpaceWhole">
/// cl100k's <c>\s++$</c>: white space at the end of the text is one word even where it has line breaks.
/// </param>
internal sealed class Llama3Scanner(int digits, bool trailingSpaceWhole = false) : IWordScanner
{
    public const string Pattern3 = Head + "{1,3}" + Tail;
    public const string Pattern1 = Head + Tail;
    public const string Cl100K =
        @"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s";

    private const string Head = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}";
    private const string Tail = @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    private const CharacterClass Named = CharacterClass.Space | CharacterClass.Letter | CharacterClass.Number;

    public int End(ReadOnlySpan<char> text, int start)
    {
        var contraction = Contractions.Length(text, start, ignoreCase: true);
        if (contraction > 0)
            return start + contraction;
        var kind = CharacterClasses.At(text, start, out var width);
        if ((kind & CharacterClass.Letter) != 0)
            return Runs.Of(text, start + width, CharacterClass.Letter);
        if ((kind & CharacterClass.Number) != 0)
            return Runs.Numbers(text, start, digits);
        if ((kind & CharacterClass.Newline) == 0)
        {
            var letters = Runs.Of(text, start + width, CharacterClass.Letter);
            if (letters > start + width)
                return letters;
        }

        var body = text[start] == ' ' ? start + 1 : start;
        var signs = Runs.Without(text, body, Named);
        if (signs > body)
            return Runs.Of(text, signs, CharacterClass.Newline);
        return Space(text, start);
    }

    private int Space(ReadOnlySpan<char> text, int start)
    {
        var end = Runs.Of(text, start, CharacterClass.Space);
        if (trailingSpaceWhole && end == text.Length)
            return end;
        var newline = Runs.AfterLastNewline(text, start, end);
        return newline > start ? newline : Runs.Spaces(text, start, end);
    }
}
