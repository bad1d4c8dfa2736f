namespace Clt;

/// <summary>What is known of languages, scripts and regions: read once from the text tables in this assembly.</summary>
internal static class LanguageTable
{
    static LanguageTable()
    {
        foreach (var script in Words("scripts.txt"))
            Unsegmented[script.TrimEnd('*')] = script.EndsWith('*');
        Regions = Words("regions.txt").ToHashSet(StringComparer.Ordinal);
        var family = "";
        foreach (var line in Lines("languages.txt"))
        {
            if (line[0] == '[')
            {
                family = line.Trim('[', ']');
                continue;
            }

            var parts = line.Split('|', StringSplitOptions.TrimEntries);
            var words = parts[0].Split(' ', 4);
            var entry = new LanguageEntry(words[0], words[1] == "-" ? null : words[1], words[2], words[3], family);
            Entries.Add(entry);
            ByCode.Add(entry.Iso639, entry);
            if (entry.Iso6391 is not null)
                ByCode.Add(entry.Iso6391, entry);
            if (parts.Length == 1)
                continue;
            foreach (var alias in parts[1].Split(' '))
                ByCode.Add(alias, entry);
        }
    }

    /// <summary>All languages, by family.</summary>
    public static List<LanguageEntry> Entries { get; } = [];

    /// <summary>By every code that may name a language (ISO 639-1, -2/B, -3), in lower case.</summary>
    public static Dictionary<string, LanguageEntry> ByCode { get; } = new(StringComparer.Ordinal);

    /// <summary>The scripts, and whether each puts no space between words.</summary>
    public static Dictionary<string, bool> Unsegmented { get; } = new(StringComparer.Ordinal);

    public static IReadOnlySet<string> Regions { get; }

    private static IEnumerable<string> Words(string table) => Lines(table).SelectMany(line => line.Split(' '));

    private static IEnumerable<string> Lines(string table)
    {
        using var stream = typeof(LanguageTable).Assembly.GetManifestResourceStream("Clt.Languages." + table)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                yield return line;
        }
    }
}
