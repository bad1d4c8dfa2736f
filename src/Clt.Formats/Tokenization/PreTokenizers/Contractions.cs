namespace Clt.Formats.Tokenization.PreTokenizers;

/// <summary>The English contractions of the split patterns: 's 't 're 've 'm 'll 'd.</summary>
internal static class Contractions
{
    /// <summary>UTF-16 units of the contraction at <paramref name="at"/>, 0 where there is none.</summary>
    /// <remarks>Without case, U+017F is an s as well (simple case folding).</remarks>
    public static int Length(ReadOnlySpan<char> text, int at, bool ignoreCase)
    {
        if (at + 1 >= text.Length || text[at] != '\'')
            return 0;
        var first = Fold(text[at + 1], ignoreCase);
        if (first is 's' or 't' or 'm' or 'd')
            return 2;
        if (at + 2 >= text.Length)
            return 0;
        var second = Fold(text[at + 2], ignoreCase);
        return (first, second) is ('r', 'e') or ('v', 'e') or ('l', 'l') ? 3 : 0;
    }

    private static char Fold(char c, bool ignoreCase) =>
        !ignoreCase
            ? c
            : c switch
            {
                >= 'A' and <= 'Z' => (char)(c + 32),
                '\u017F' => 's',
                _ => c,
            };
}
