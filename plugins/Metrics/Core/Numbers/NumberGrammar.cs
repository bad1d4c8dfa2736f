using System.Text.RegularExpressions;

namespace Clt.Plugins.Metrics.Core;

/// <summary>Numbers in digits, as a language writes them.</summary>
internal static partial class NumberGrammar
{
    private static readonly HashSet<string> CommaLanguages = ["deu", "spa", "fra", "rus", "por"];

    public static NumberConvention ConventionOf(Language language) =>
        CommaLanguages.Contains(language.Iso639) ? NumberConvention.Comma : NumberConvention.Point;

    /// <summary>The number in digits that begins exactly at a place, without sign and fraction.</summary>
    /// <returns>False where none begins there; else the value and the place after it.</returns>
    public static bool TryRead(string text, int at, NumberConvention convention, out Rational value, out int end)
    {
        var match = convention == NumberConvention.Point ? Point().Match(text, at) : Comma().Match(text, at);
        (value, end) = (0, at + match.Length);
        if (!match.Success)
            return false;
        // In a group the marks separate thousands, and the other mark (if any) is the decimal one; elsewhere a mark is decimal.
        var digits =
            match.Groups["commas"].Success ? match.Value.Replace(",", "")
            : match.Groups["points"].Success ? match.Value.Replace(".", "").Replace(" ", "").Replace(',', '.')
            : match.Value.Replace(',', '.');
        value = Rational.Parse(digits);
        return true;
    }

    /// <summary>The denominator of a fraction whose bar stands at a place: digits, then no further bar.</summary>
    public static Match Denominator(string text, int at) => Bar().Match(text, at);

    [GeneratedRegex(
        @"\G(?:(?<commas>[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}(?:\.[0-9]+)?)|(?<points>[0-9]{1,3}(?:\.[0-9]{3}){2,})|[0-9]+\.[0-9]+|[0-9]+)"
    )]
    private static partial Regex Point();

    [GeneratedRegex(
        @"\G(?:(?<points>[0-9]{1,3}(?:[. ][0-9]{3})+(?:,[0-9]+)?(?![0-9]))|(?<commas>[0-9]{1,3}(?:,[0-9]{3}){2,}(?:\.[0-9]+)?)"
            + @"|[0-9]+,[0-9]+|[0-9]+\.[0-9]+|[0-9]+)"
    )]
    private static partial Regex Comma();

    [GeneratedRegex(@"\G/([0-9]+)(?![/0-9])")]
    private static partial Regex Bar();
}
