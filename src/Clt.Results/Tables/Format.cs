using System.Globalization;

namespace Clt.Results.Tables;

/// <summary>Numbers as people read them, in every culture alike.</summary>
public static class Format
{
    /// <summary>A name of several words as words: <c>inverse square root</c>.</summary>
    public static string Words(Enum name) =>
        string.Concat(
            name.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}")
        );

    /// <summary><c>1,234,567</c>.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A score with three decimals; a dash where it is undefined. A minus sign, not a hyphen.</summary>
    public static string Score(double value) =>
        double.IsFinite(value) ? value.ToString("0.000", CultureInfo.InvariantCulture).Replace('-', '\u2212') : "–";

    /// <summary><c>0.512 [0.430, 0.600]</c>, or <c>0.512 [no interval]</c>.</summary>
    public static string WithInterval(double value, double low, double high) =>
        !double.IsFinite(value) ? "–" : $"{Score(value)} {Ends(low, high, Score)}";

    /// <summary>The ends of an interval in brackets; in words where there is none.</summary>
    public static string Ends(double low, double high, Func<double, string> shown) =>
        double.IsNaN(low) && double.IsNaN(high) ? "[no interval]" : $"[{shown(low)}, {shown(high)}]";

    /// <summary><c>12 s</c>, <c>3 min 20 s</c>, <c>2 h 5 min</c>.</summary>
    public static string Duration(double seconds)
    {
        if (!double.IsFinite(seconds))
            return "–";
        var whole = (long)Math.Round(seconds);
        return whole < 60 ? $"{whole} s"
            : whole < 3600 ? $"{whole / 60} min {whole % 60} s"
            : $"{whole / 3600} h {whole / 60 % 60} min";
    }

    /// <summary><c>850 MB</c>, <c>1.2 GB</c>.</summary>
    public static string Bytes(long bytes) =>
        bytes < 1_000_000_000
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB")
            : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB");
}
