using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Clt.Engine.Tokenization.Text;

/// <summary>A .NET regular expression that sees code points: those above U+FFFF take part as one character of their category.</summary>
/// <remarks>
/// .NET matches UTF-16 units, and classes such as \p{L} never match a surrogate. Here each pair is matched as a rare character below U+10000 of the
/// same general category, which is exact for patterns that speak of such characters by category only, as split patterns do.
/// </remarks>
internal sealed class CodePointRegex : IPattern
{
    private static readonly Dictionary<UnicodeCategory, char> Proxies = new()
    {
        [UnicodeCategory.UppercaseLetter] = '\u2C2F',
        [UnicodeCategory.LowercaseLetter] = '\u2C5F',
        [UnicodeCategory.TitlecaseLetter] = '\u1FFC',
        [UnicodeCategory.ModifierLetter] = '\uA015',
        [UnicodeCategory.OtherLetter] = '\uA014',
        [UnicodeCategory.NonSpacingMark] = '\uA806',
        [UnicodeCategory.SpacingCombiningMark] = '\uA824',
        [UnicodeCategory.EnclosingMark] = '\uA670',
        [UnicodeCategory.DecimalDigitNumber] = '\uA8D5',
        [UnicodeCategory.LetterNumber] = '\uA6EB',
        [UnicodeCategory.OtherNumber] = '\uA833',
        [UnicodeCategory.MathSymbol] = '\u2A7A',
        [UnicodeCategory.OtherPunctuation] = '\uA8CE',
        [UnicodeCategory.DashPunctuation] = '\u2E3A',
        [UnicodeCategory.CurrencySymbol] = '\uA838',
        [UnicodeCategory.ModifierSymbol] = '\uA700',
        [UnicodeCategory.OtherSymbol] = '\uA490',
        [UnicodeCategory.Format] = '\u206D',
        [UnicodeCategory.PrivateUse] = '\uE0FF',
        [UnicodeCategory.OtherNotAssigned] = '\uFFEF',
    };

    private readonly Regex _regex;

    /// <exception cref="RegexParseException">The pattern is not understood.</exception>
    public CodePointRegex(string pattern) => _regex = new Regex(RegexTranslation.ToDotNet(pattern), RegexOptions.CultureInvariant);

    public List<(int Start, int Length)> Matches(ReadOnlySpan<char> text)
    {
        var matches = new List<(int, int)>();
        if (text.IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
        {
            foreach (var match in _regex.EnumerateMatches(text)) Add(matches, match.Index, match.Length);
            return matches;
        }

        var (flat, starts) = Flatten(text);
        foreach (var match in _regex.EnumerateMatches(flat))
            Add(matches, starts[match.Index], starts[match.Index + match.Length] - starts[match.Index]);
        return matches;
    }

    private static void Add(List<(int, int)> matches, int start, int length)
    {
        if (length > 0) matches.Add((start, length));
    }

    private static (string Flat, List<int> Starts) Flatten(ReadOnlySpan<char> text)
    {
        var flat = new StringBuilder(text.Length);
        var starts = new List<int>(text.Length + 1);
        for (var at = 0; at < text.Length;)
        {
            var rune = CodePoints.At(text, at);
            starts.Add(at);
            flat.Append(rune.IsBmp ? text[at] : Proxies.GetValueOrDefault(Rune.GetUnicodeCategory(rune), '\uFFEF'));
            at += rune.Utf16SequenceLength;
        }

        starts.Add(text.Length);
        return (flat.ToString(), starts);
    }
}
