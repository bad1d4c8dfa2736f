using System.Globalization;
using Clt.Results.Statistics.Resampling;

namespace Clt.Results.Tables;

/// <summary>States findings in plain words, with their uncertainty.</summary>
internal static class Words
{
    /// <summary>Whether an interval lies on one side of zero.</summary>
    public static bool IsClear(Interval difference) => difference.ExcludesZero;

    /// <summary>Whether a difference is told apart from none by its interval, and by its corrected p as well.</summary>
    public static bool IsClear(Interval difference, double p) => IsClear(difference) && p < 0.05;

    /// <summary>Names as a sentence has them: <c>a, b and c</c>.</summary>
    /// <param name="names">At least one.</param>
    public static string Listed(IReadOnlyList<string> names) =>
        names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";

    /// <summary>A table's cell with an interval as <see cref="Of(Interval)"/> writes it.</summary>
    public static TableCell Cell(Interval i) => new(Of(i), i);

    /// <summary>The same in percent.</summary>
    public static TableCell PercentCell(Interval i) => new(Percent(i), i);

    /// <summary><c>0.512 [0.430, 0.600]</c>.</summary>
    public static string Of(Interval i) => Format.WithInterval(i.Estimate, i.Low, i.High);

    /// <summary><c>79 % [71 %, 86 %]</c>.</summary>
    public static string Percent(Interval i) =>
        double.IsFinite(i.Estimate) ? $"{Percent(i.Estimate)} {Format.Ends(i.Low, i.High, Percent)}" : "–";

    /// <summary>The size of a difference of percentages, its interval turned the same way: <c>12 points [3, 20]</c>.</summary>
    public static string Points(Interval i) =>
        i.Estimate >= 0
            ? $"{Whole(i.Estimate)} points {Format.Ends(i.Low, i.High, Whole)}"
            : $"{Whole(-i.Estimate)} points {Format.Ends(-i.High, -i.Low, Whole)}";

    /// <summary>The size of a difference with its interval turned the same way: <c>0.08 [0.03, 0.12]</c>.</summary>
    public static string Size(Interval i) => i.Estimate >= 0 ? Of(i) : Format.WithInterval(-i.Estimate, -i.High, -i.Low);

    /// <summary><c>above</c> or <c>below</c>.</summary>
    public static string Side(Interval i) => i.Estimate >= 0 ? "above" : "below";

    /// <summary>Languages on two sides, <c>gain: es, fr; lose: de</c>; a side without any is left out.</summary>
    public static string Sides(string up, IEnumerable<Language> rising, string down, IEnumerable<Language> falling) =>
        string.Join(
            "; ",
            new[]
            {
                (Word: up, Named: string.Join(", ", rising.Select(l => l.Short))),
                (Word: down, Named: string.Join(", ", falling.Select(l => l.Short))),
            }
                .Where(s => s.Named.Length > 0)
                .Select(s => $"{s.Word}: {s.Named}")
        );

    /// <summary>A p-value with three decimals, or below 0.001.</summary>
    public static string P(double p) => p < 0.001 ? "< 0.001" : Format.Score(p);

    /// <summary>A corrected p-value in a sentence: <c>p = 0.012 after Holm's correction</c>.</summary>
    public static string AfterHolm(double p) => $"p {(p < 0.001 ? "" : "= ")}{P(p)} after Holm's correction";

    /// <summary>A multiple: <c>12.5 [1.3, 50.0]</c>.</summary>
    public static string Times(Interval i) => $"{Tenths(i.Estimate)} {Format.Ends(i.Low, i.High, Tenths)}";

    /// <summary>A share as a whole percentage.</summary>
    public static string Percent(double value) =>
        double.IsFinite(value) ? $"{(value * 100).ToString("0", CultureInfo.InvariantCulture).Replace('-', '\u2212')}\u202f%" : "–";

    private static string Tenths(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Whole(double value) => (value * 100).ToString("0", CultureInfo.InvariantCulture).Replace('-', '\u2212');
}
