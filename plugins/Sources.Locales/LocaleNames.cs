using System.Collections.Concurrent;
using System.Globalization;

namespace Clt.Plugins.Sources.Locales;

/// <summary>
/// Names of countries, currencies, months and weekdays in a language, from .NET's culture data, which are those of the machine's ICU
/// (CLDR).
/// </summary>
internal sealed class LocaleNames
{
    private static readonly ConcurrentDictionary<string, LocaleNames> Known = new(StringComparer.Ordinal);

    private LocaleNames(string tag)
    {
        var format = CultureInfo.GetCultureInfo(tag).DateTimeFormat;
        Months = [.. format.MonthNames.Take(12)];
        Weekdays = [.. format.DayNames];
        foreach (var code in Regions)
        {
            if (Region(tag, code) is not { } region)
                continue;
            // Where ICU has no name it gives the code.
            if (region.NativeName != code)
                Countries[code] = region.NativeName;
            if (region.CurrencyNativeName != region.ISOCurrencySymbol)
                Currencies[region.ISOCurrencySymbol] = region.CurrencyNativeName;
        }
    }

    /// <summary>Two-letter codes of all regions (ISO 3166) that a culture of the machine names, in their order.</summary>
    public static IReadOnlyList<string> Regions { get; } =
    [
        .. CultureInfo
            .GetCultures(CultureTypes.SpecificCultures)
            .Select(c => c.Name.Split('-')[^1])
            .Where(code => code.Length == 2 && code.All(char.IsAsciiLetterUpper))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>From January.</summary>
    public IReadOnlyList<string> Months { get; }

    /// <summary>From Sunday.</summary>
    public IReadOnlyList<string> Weekdays { get; }

    /// <summary>By region.</summary>
    public Dictionary<string, string> Countries { get; } = new(StringComparer.Ordinal);

    /// <summary>By ISO 4217 code.</summary>
    public Dictionary<string, string> Currencies { get; } = new(StringComparer.Ordinal);

    /// <summary>The names in a language, read once.</summary>
    public static LocaleNames In(Language language) => Known.GetOrAdd(language.Short, tag => new LocaleNames(tag));

    /// <summary>The code of a region's currency.</summary>
    public static string Currency(string region) => Region("en", region)?.ISOCurrencySymbol ?? "";

    private static RegionInfo? Region(string tag, string code)
    {
        try
        {
            return new RegionInfo($"{tag}-{code}");
        }
        catch (ArgumentException)
        {
            // Not a culture that this machine's ICU knows.
            return null;
        }
    }
}
