using System.Collections.Concurrent;
using System.Text.Json;
using Clt.Plugins.Sources.Npm.Cldr;
using Clt.Plugins.Sources.Npm.Client;

namespace Clt.Plugins.Sources.Npm.Emoji;

/// <summary>Emoji that have a name in each of some languages (CLDR's annotations), with their groups (emojibase).</summary>
internal sealed class EmojiData
{
    /// <summary>The packages, in the order of the tarballs.</summary>
    public static readonly IReadOnlyList<NpmPackage> Packages =
    [
        new("cldr-annotations-full", "48.2.0", "28576e51225deb51e3ddd734b0f824a0079682cb5d8c27faa9f68149317a14d1"),
        new("emojibase-data", "17.0.0", "d01d0e2ca4e22cb402679532155342c71e2e871f25c32223c013b8b166ebdf5a"),
    ];

    /// <summary>
    /// The groups that are labels, by emojibase's numbers: neither parts of emoji (2) nor flags (9), whose names are territories'.
    /// </summary>
    public static readonly IReadOnlyDictionary<int, string> Groups = new Dictionary<int, string>
    {
        [0] = "smileys-emotion",
        [1] = "people-body",
        [3] = "animals-nature",
        [4] = "food-drink",
        [5] = "travel-places",
        [6] = "activities",
        [7] = "objects",
        [8] = "symbols",
    };

    private const string AllEmoji = "en/compact.json";

    private static readonly ConcurrentDictionary<string, EmojiData> Known = new(StringComparer.Ordinal);

    private readonly Dictionary<Language, IReadOnlyDictionary<string, string>> _names = [];

    private EmojiData(IReadOnlyList<EmojiItem> items) => Items = items;

    /// <summary>In the order of emojibase.</summary>
    public IReadOnlyList<EmojiItem> Items { get; private init; }

    /// <summary>An emoji's name in a language.</summary>
    public string Name(Language language, EmojiItem item) => _names[language][item.Text];

    /// <summary>Reads the tarballs, once a process.</summary>
    /// <param name="tarballs">In the order of <see cref="Packages"/>.</param>
    /// <param name="languages">The languages.</param>
    /// <exception cref="InputException">
    /// A tarball is damaged, CLDR lacks a language, or no emoji has names in all: each is named.
    /// </exception>
    public static EmojiData Read(IReadOnlyList<string> tarballs, IReadOnlyList<Language> languages)
    {
        return Known.GetOrAdd(NpmLanguages.Key(tarballs, languages), _ => Fresh(tarballs, languages));
    }

    private static EmojiData Fresh(IReadOnlyList<string> tarballs, IReadOnlyList<Language> languages)
    {
        var files = NpmArchive.Read(tarballs[0], languages.SelectMany(CldrData.Locales).Select(Annotations).ToHashSet());
        var emoji = NpmArchive.Read(tarballs[1], new HashSet<string> { AllEmoji });
        var (problems, names) = (new Problems(), new Dictionary<Language, IReadOnlyDictionary<string, string>>());
        foreach (var language in languages)
        {
            if (CldrData.Locales(language).Select(Annotations).FirstOrDefault(files.ContainsKey) is { } file)
                names[language] = Spoken(files[file]);
            else
                problems.Add($"CLDR has no names of emoji in {language.Name} ({language.Short})", tarballs[0], "Leave the language out.");
        }

        problems.Check(emoji.ContainsKey(AllEmoji), $"it has no {AllEmoji}", tarballs[1], "Fetch the package again.");
        problems.ThrowIfAny();
        List<EmojiItem> items = [.. EmojiItem.ReadAll(emoji[AllEmoji]).Where(i => names.Values.All(n => n.ContainsKey(i.Text)))];
        if (items.Count == 0)
            throw new InputException("no emoji has a name in all languages", tarballs[0], "Name fewer languages.");
        var data = new EmojiData(items);
        foreach (var (language, spoken) in names)
            data._names[language] = spoken;
        return data;
    }

    private static string Annotations(string locale) => $"annotations/{locale}/annotations.json";

    /// <summary>What a screen reader says of each emoji (<c>tts</c>).</summary>
    private static Dictionary<string, string> Spoken(JsonElement file) =>
        file.GetProperty("annotations")
            .GetProperty("annotations")
            .EnumerateObject()
            .Where(e => e.Value.TryGetProperty("tts", out _))
            .ToDictionary(e => e.Name, e => e.Value.GetProperty("tts")[0].GetString()!, StringComparer.Ordinal);
}
