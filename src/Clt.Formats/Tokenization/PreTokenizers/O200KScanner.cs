using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.PreTokenizers;

/// <summary>
/// The split of o200k: words also break before an upper-case letter that follows a lower-case one, and take their contraction along.
/// </summary>
internal sealed class O200KScanner : IWordScanner
{
    public const string Pattern =
        @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
        + @"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
        + @"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private const CharacterClass Named = CharacterClass.Space | CharacterClass.Letter | CharacterClass.Number;

    public int End(ReadOnlySpan<char> text, int start)
    {
        var kind = CharacterClasses.At(text, start, out var width);
        if ((kind & CharacterClass.Number) != 0)
            return Runs.Numbers(text, start, 3);
        var prefixed = (kind & (CharacterClass.Letter | CharacterClass.Newline)) == 0;
        var word = prefixed ? Word(text, start + width, lower: true) : -1;
        if (word < 0)
            word = Word(text, start, lower: true);
        if (word < 0 && prefixed)
            word = Word(text, start + width, lower: false);
        if (word < 0)
            word = Word(text, start, lower: false);
        if (word >= 0)
            return word + Contractions.Length(text, word, ignoreCase: true);

        var body = text[start] == ' ' ? start + 1 : start;
        var signs = Runs.Without(text, body, Named);
        if (signs > body)
            return AfterBreaks(text, signs);
        var end = Runs.Of(text, start, CharacterClass.Space);
        var newline = Runs.AfterLastNewline(text, start, end);
        return newline > start ? newline : Runs.Spaces(text, start, end);
    }

    /// <summary>The end of "upper* lower+" (or "upper+ lower*") at <paramref name="at"/>, -1 where it does not match.</summary>
    private static int Word(ReadOnlySpan<char> text, int at, bool lower)
    {
        var upper = Runs.Of(text, at, CharacterClass.UpperLike);
        if (!lower)
            return upper > at ? Runs.Of(text, upper, CharacterClass.LowerLike) : -1;
        for (var split = upper; ; )
        {
            var end = Runs.Of(text, split, CharacterClass.LowerLike);
            if (end > split)
                return end;
            if (split == at)
                return -1;
            split -= split - at >= 2 && char.IsLowSurrogate(text[split - 1]) ? 2 : 1;
        }
    }

    private static int AfterBreaks(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is ('\r' or '\n' or '/'))
            at++;
        return at;
    }
}
