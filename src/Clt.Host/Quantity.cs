using System.Globalization;

namespace Clt.Host;

/// <summary>Reads times and sizes of the command line: <c>90s</c>, <c>30m</c>, <c>2h</c>; <c>800MB</c>, <c>4GB</c>.</summary>
internal static class Quantity
{
    private static readonly (string Unit, double Seconds)[] Times = [("s", 1), ("m", 60), ("h", 3600), ("d", 86400)];
    private static readonly (string Unit, double Bytes)[] Sizes = [("MB", 1e6), ("GB", 1e9), ("TB", 1e12)];

    /// <exception cref="InputException">It is no time above 0.</exception>
    public static TimeSpan? Time(string? text, string option) =>
        text is null
            ? null
            : TimeSpan.FromSeconds(Read(text, option, Times, 30 * 86400, "Write a time, such as 90s, 30m or 2h, of at most 30d."));

    /// <exception cref="InputException">It is no size above 0.</exception>
    public static long? Size(string? text, string option) =>
        text is null ? null : (long)Read(text, option, Sizes, 1e15, "Write a size, such as 800MB or 4GB, of at most 1000TB.");

    private static double Read(string text, string option, (string Unit, double Factor)[] units, double most, string mend)
    {
        var (unit, factor) = units.FirstOrDefault(u => text.EndsWith(u.Unit, StringComparison.OrdinalIgnoreCase));
        var read = double.TryParse(
            unit is null ? "" : text[..^unit.Length],
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        );
        return read && number * factor > 0 && number * factor <= most
            ? number * factor
            : throw new InputException($"'{text}' cannot be read", option, mend);
    }
}
