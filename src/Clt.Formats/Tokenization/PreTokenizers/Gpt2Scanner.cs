using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.PreTokenizers;

/// <summary>The split of GPT-2: <c>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c>.</summary>
internal sealed class Gpt2Scanner : IWordScanner
{
    public const string Pattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";
    private const CharacterClass Named = CharacterClass.Space | CharacterClass.Letter | CharacterClass.Number;

    public int End(ReadOnlySpan<char> text, int start)
    {
        var contraction = Contractions.Length(text, start, ignoreCase: false);
        if (contraction > 0)
            return start + contraction;
        var body = text[start] == ' ' ? start + 1 : start;
        if (body < text.Length)
        {
            var kind = CharacterClasses.At(text, body, out _);
            if ((kind & CharacterClass.Letter) != 0)
                return Runs.Of(text, body, CharacterClass.Letter);
            if ((kind & CharacterClass.Number) != 0)
                return Runs.Of(text, body, CharacterClass.Number);
            if ((kind & CharacterClass.Space) == 0)
                return Runs.Without(text, body, Named);
        }

        return Runs.Spaces(text, start, Runs.Of(text, start, CharacterClass.Space));
    }
}
