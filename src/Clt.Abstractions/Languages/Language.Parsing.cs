using System.Diagnostics.CodeAnalysis;

namespace Clt;

public sealed partial record Language
{
    /// <summary>
    /// Reads a language tag: <c>ja</c>, <c>swa</c>, <c>zh-Hans</c>, <c>pt-BR</c>, <c>pt_BR</c>, <c>jpn_Jpan</c>, or that of a direction:
    /// <c>en→ja</c>, <c>en&gt;ja</c>, <c>eng_Latn-jpn_Jpan</c>; upper and lower case alike.
    /// </summary>
    /// <remarks>
    /// Without a script it is the one the language is usually written in. Chinese takes its script from the region (<c>zh-TW</c> is
    /// <c>zho_Hant</c>), and a region that says no more than the script is dropped, so that <c>zh-CN</c> equals <c>zh</c>.
    /// A macrolanguage's code stands for its usual language: <c>cmn</c> reads as <c>zho</c>, <c>arb</c> as <c>ara</c>.
    /// </remarks>
    /// <exception cref="InputException">No such language, script or region; the problem names the closest that exist.</exception>
    public static Language Parse(string tag) =>
        TryParse(tag, out var language, out var problem) ? language : throw new InputException([problem]);

    /// <inheritdoc cref="Parse"/>
    public static bool TryParse(string? tag, [NotNullWhen(true)] out Language? language) => TryParse(tag, out language, out _);

    /// <summary>Every language of the table, in its usual script.</summary>
    public static IReadOnlyList<Language> All { get; } = [.. LanguageTable.Entries.Select(e => new Language(e.Iso639, e.Script))];

    private static bool TryParse(string? tag, [NotNullWhen(true)] out Language? language, [NotNullWhen(false)] out Problem? problem)
    {
        language = null;
        if (Sides(tag ?? "") is { } sides)
            return TryParse(sides, out language, out problem);
        var parts = (tag ?? "").Trim().Split('-', '_');
        if (!LanguageTable.ByCode.TryGetValue(parts[0].ToLowerInvariant(), out var entry))
        {
            problem = UnknownLanguage(tag ?? "", parts[0]);
            return false;
        }

        var next = 1;
        string? script = null,
            region = null;
        if (next < parts.Length && parts[next].Length == 4)
        {
            script = char.ToUpperInvariant(parts[next][0]) + parts[next][1..].ToLowerInvariant();
            if (!LanguageTable.Unsegmented.ContainsKey(script))
            {
                var mend = Suggest.DidYouMean(script, LanguageTable.Unsegmented.Keys, "Use an ISO 15924 code, such as Latn.");
                problem = new Problem($"there is no script '{parts[next]}'", $"language '{tag}'", mend);
                return false;
            }

            next++;
        }

        if (next < parts.Length)
        {
            region = parts[next].ToUpperInvariant();
            if (!LanguageTable.Regions.Contains(region))
            {
                var mend = Suggest.DidYouMean(
                    region,
                    region == "UK" ? ["GB"] : LanguageTable.Regions,
                    "Use an ISO 3166-1 code, such as BR."
                );
                problem = new Problem($"there is no region '{parts[next]}'", $"language '{tag}'", mend);
                return false;
            }

            next++;
        }

        if (next < parts.Length)
        {
            problem = new Problem(
                $"'{parts[next]}' is one part too many",
                $"language '{tag}'",
                "Write language, script and region only, such as pt-Latn-BR."
            );
            return false;
        }

        problem = null;
        language = Resolve(entry, script, region);
        return true;
    }

    private static bool TryParse(
        (string From, string To) sides,
        [NotNullWhen(true)] out Language? language,
        [NotNullWhen(false)] out Problem? problem
    )
    {
        language = null;
        if (!TryParse(sides.From, out var from, out problem) || !TryParse(sides.To, out var to, out problem))
            return false;
        language = Direction(from, to);
        return true;
    }

    private static Language Resolve(LanguageEntry entry, string? script, string? region)
    {
        if (entry.Iso639 != "zho")
            return new Language(entry.Iso639, script ?? entry.Script, region);
        script ??= region is "TW" or "HK" or "MO" ? "Hant" : entry.Script;
        var implied = (script, region) is ("Hans", "CN") or ("Hant", "TW");
        return new Language(entry.Iso639, script, implied ? null : region);
    }

    private static Problem UnknownLanguage(string tag, string code)
    {
        var named = LanguageTable.Entries.FirstOrDefault(e => e.Name.Equals(tag.Trim(), StringComparison.OrdinalIgnoreCase));
        var mend =
            named is not null ? $"Write '{named.Shortest}' for {named.Name}."
            : code.Length > 3 && Suggest.Closest(code, LanguageTable.Entries.Select(e => e.Name), 1) is [var name]
                ? $"Did you mean '{LanguageTable.Entries.First(e => e.Name == name).Shortest}' ({name})?"
            : Closest(code);
        return new Problem($"there is no language '{code}' in the table", tag == code ? "language" : $"language '{tag}'", mend);
    }

    /// <summary>The codes one edit away, with their names: with two or three letters anything is two edits from anything.</summary>
    private static string Closest(string code)
    {
        var near = LanguageTable
            .ByCode.Where(e =>
                code.Length is 2 or 3 && e.Key.Length == code.Length && Suggest.Distance(code.ToLowerInvariant(), e.Key) <= 1
            )
            .OrderBy(e => e.Key[0] == char.ToLowerInvariant(code[0]) ? 0 : 1)
            .ThenBy(e => e.Key, StringComparer.Ordinal)
            .Take(3)
            .Select(e => $"'{e.Key}' ({e.Value.Name})")
            .ToList();
        return near.Count == 0 ? "Use an ISO 639 code, such as ja, pt-BR or zho_Hans." : $"Did you mean {string.Join(" or ", near)}?";
    }
}
