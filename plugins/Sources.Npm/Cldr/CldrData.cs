using System.Collections.Concurrent;
using System.Text.Json;
using Clt.Plugins.Sources.Npm.Client;

namespace Clt.Plugins.Sources.Npm.Cldr;

/// <summary>What is read of CLDR 48.2: names in some languages, and the supplemental data that relate codes to each other.</summary>
internal sealed class CldrData
{
    /// <summary>The packages, in the order of <see cref="Read"/>'s tarballs.</summary>
    public static readonly IReadOnlyList<NpmPackage> Packages =
    [
        new("cldr-core", "48.2.0", "5310e0c7a06c1feb83dc8e54c8584bbe0b9c2ea8320172a18d541986b124585d"),
        new("cldr-localenames-full", "48.2.0", "7f2ac7fd3b5d90f56ad127f9ed5ae67b58b3e556818f55530b9f47bb81bcde57"),
        new("cldr-numbers-full", "48.2.0", "2d17a1453c559a62112caeed52e0bcfe3cb8539c99d239ae7b7ed4d0827679d9"),
    ];

    private static readonly string[] Supplements = ["territoryInfo", "currencyData", "territoryContainment", "languageData"];

    private static readonly ConcurrentDictionary<string, CldrData> Known = new(StringComparer.Ordinal);

    private readonly IReadOnlyDictionary<Language, CldrNames> _names;
    private readonly IReadOnlyDictionary<string, JsonElement> _supplements;

    private CldrData(IReadOnlyDictionary<Language, CldrNames> names, IReadOnlyDictionary<string, JsonElement> supplements) =>
        (_names, _supplements) = (names, supplements);

    /// <summary>The names in a language that was asked for.</summary>
    public CldrNames In(Language language) => _names[language];

    /// <summary>A file of the supplemental data, by its name: <c>territoryInfo</c>.</summary>
    public JsonElement Supplement(string name) => _supplements[name];

    /// <summary>Reads the tarballs, once a process.</summary>
    /// <param name="tarballs">In the order of <see cref="Packages"/>.</param>
    /// <param name="languages">The languages.</param>
    /// <exception cref="InputException">A tarball is damaged, or CLDR lacks a language: each is named.</exception>
    public static CldrData Read(IReadOnlyList<string> tarballs, IReadOnlyList<Language> languages)
    {
        return Known.GetOrAdd(NpmLanguages.Key(tarballs, languages), _ => Fresh(tarballs, languages));
    }

    /// <summary>The locales that may hold a language, the closest first: its own, without its region, without its script.</summary>
    internal static IEnumerable<string> Locales(Language language)
    {
        yield return language.Short;
        if (language.Region is not null)
            yield return (language with { Region = null }).Short;
    }

    private static CldrData Fresh(IReadOnlyList<string> tarballs, IReadOnlyList<Language> languages)
    {
        var locales = languages.SelectMany(Locales).Distinct().ToList();
        var names = NpmArchive.Read(tarballs[1], locales.SelectMany(l => CldrNames.Files(l).Names).ToHashSet());
        var numbers = NpmArchive.Read(tarballs[2], locales.Select(l => CldrNames.Files(l).Numbers).ToHashSet());
        var files = NpmArchive.Read(tarballs[0], Supplements.Select(Path).ToHashSet());
        var (problems, read) = (new Problems(), new Dictionary<Language, CldrNames>());
        foreach (var language in languages)
        {
            if (Locales(language).Select(l => CldrNames.Read(l, names, numbers)).FirstOrDefault(n => n is not null) is { } found)
                read[language] = found;
            else
                problems.Add($"CLDR has no names in {language.Name} ({language.Short})", tarballs[1], "Leave the language out.");
        }

        foreach (var missing in Supplements.Where(s => !files.ContainsKey(Path(s))))
            problems.Add($"it has no {Path(missing)}", tarballs[0], "Fetch the package again.");
        problems.ThrowIfAny();
        return new CldrData(
            read,
            Supplements.ToDictionary(s => s, s => files[Path(s)].GetProperty("supplemental").GetProperty(s), StringComparer.Ordinal)
        );
    }

    private static string Path(string supplement) => $"supplemental/{supplement}.json";
}
