using System.Text.RegularExpressions;

namespace Clt.Plugins.Metrics.Judge;

/// <summary>Reads a judge's verdict; the last one counts, since explanations may quote the form.</summary>
public static partial class Verdicts
{
    /// <summary>The rating, 1 to 5, or null where there is none.</summary>
    public static int? Rating(string answer) =>
        Ratings().Matches(answer).LastOrDefault() is { } last && int.Parse(last.Groups[1].ValueSpan) is >= 1 and <= 5 and var rating
            ? rating
            : null;

    /// <summary>A, B, or C for a tie; null where there is none.</summary>
    public static char? Preference(string answer) =>
        Preferences().Matches(answer).LastOrDefault() is { } last ? last.Groups[1].ValueSpan[0] : null;

    [GeneratedRegex(@"\[\[\s*([0-9]{1,3})(?:\.0+)?\s*\]\]")]
    private static partial Regex Ratings();

    [GeneratedRegex(@"\[\[\s*([ABC])\s*\]\]")]
    private static partial Regex Preferences();
}
