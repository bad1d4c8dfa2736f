using System.Security.Cryptography;
using System.Text;

namespace Clt.Plugins.Sources.NumberWords;

/// <summary>The wordings of <c>phrases.txt</c>, by language and script; a region's variant (pt-BR) uses its language's.</summary>
internal static class Phrasebook
{
    private static readonly Dictionary<string, Phrases> ByGroup = new(StringComparer.Ordinal);

    static Phrasebook()
    {
        using var stream = typeof(Phrasebook).Assembly.GetManifestResourceStream("phrases.txt")!;
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        foreach (var block in text.Split("\n[", StringSplitOptions.None).Skip(1))
        {
            var lines = block.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var language = Language.Parse(lines[0].TrimEnd(']'));
            Languages.Add(language);
            ByGroup.Add(language.Group, new Phrases(Of(lines, '+')[0], Of(lines, '-')[0], Of(lines, '?')));
        }
    }

    public static List<Language> Languages { get; } = [];

    /// <summary>SHA-256 of the wordings: part of the sources' fingerprints.</summary>
    public static string Hash { get; }

    /// <exception cref="InputException">There are no wordings for the language.</exception>
    public static Phrases For(Language language) =>
        ByGroup.TryGetValue(language.Group, out var phrases)
            ? phrases
            : throw new InputException(
                $"number words are not worded in {language.Name} ({language.Short})",
                "source number-words",
                $"Choose among {string.Join(' ', Languages.Select(l => l.Short))}."
            );

    private static List<string> Of(string[] lines, char kind) => [.. lines.Skip(1).Where(l => l[0] == kind).Select(l => l[2..])];
}
