using System.Text.Json;
using System.Text.RegularExpressions;

namespace Clt.Plugins.Sources.Debian.Formality;

/// <summary>
/// MediaWiki's messages that exist in two registers: <c>de-formal.json</c> beside <c>de.json</c>, which addresses its reader informally,
/// and <c>nl-informal.json</c> beside <c>nl.json</c>, which does so formally.
/// </summary>
internal static partial class FormalMessages
{
    /// <summary>Whether a file has messages of a language that is wanted, in one register or both.</summary>
    public static bool IsWanted(string path, IReadOnlyList<Language> languages) =>
        File().Match(path) is { Success: true } found && Language.TryParse(found.Groups["tag"].Value, out var l) && languages.Contains(l);

    /// <summary>The messages of a language that differ between registers, each key once, in their order.</summary>
    /// <param name="files">Paths and contents.</param>
    /// <param name="language">The language.</param>
    /// <exception cref="InputException">A file is no object of texts.</exception>
    public static List<FormalPair> Pairs(IEnumerable<(string Path, byte[] Content)> files, Language language)
    {
        var registers = files
            .Select(f => (File().Match(f.Path), f))
            .Where(f => Language.Parse(f.Item1.Groups["tag"].Value) == language)
            .ToLookup(f => f.Item1.Groups["register"].Value, f => (Folder: f.Item1.Groups["folder"].Value, f.f));
        var pairs = new List<FormalPair>();
        foreach (var (register, other) in new[] { ("formal", registers["formal"]), ("informal", registers["informal"]) })
        {
            foreach (var (folder, file) in other)
            {
                if (registers[""].FirstOrDefault(b => b.Folder == folder).f is not { Content: { } content, Path: var path })
                    continue;
                var usual = Read(path, content);
                pairs.AddRange(
                    from message in Read(file.Path, file.Content)
                    where usual.TryGetValue(message.Key, out var text) && text != message.Value
                    let texts = register == "formal" ? (message.Value, usual[message.Key]) : (usual[message.Key], message.Value)
                    select new FormalPair(message.Key, texts.Item1, texts.Item2)
                );
            }
        }

        return [.. pairs.DistinctBy(p => p.Id).OrderBy(p => p.Id, StringComparer.Ordinal)];
    }

    private static Dictionary<string, string> Read(string path, byte[] content)
    {
        try
        {
            using var document = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = 8 });
            return document
                .RootElement.EnumerateObject()
                .Where(m => m.Value.ValueKind == JsonValueKind.String && !m.Name.StartsWith('@'))
                .Select(m => (m.Name, Text: White().Replace(m.Value.GetString()!, " ").Trim()))
                .Where(m => m.Text.Length > 0)
                .GroupBy(m => m.Name)
                .ToDictionary(g => g.Key, g => g.Last().Text, StringComparer.Ordinal);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InputException($"the messages cannot be read: {e.Message}", path, "Fetch the package again.", e);
        }
    }

    [GeneratedRegex(@"^(?<folder>.*/i18n(/.*)?)/(?<tag>[a-z]{2,3})(-(?<register>formal|informal))?[.]json$", RegexOptions.ExplicitCapture)]
    private static partial Regex File();

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();
}
