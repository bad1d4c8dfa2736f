namespace Clt.Plugins.Sources.Npm.Client;

/// <summary>The languages that are read from packages.</summary>
internal static class NpmLanguages
{
    /// <summary>Those of some tags; what is wrong with them is told all at once.</summary>
    /// <param name="tags">With spaces between.</param>
    /// <param name="source">The source's name, for messages.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static List<Language> Read(string tags, string source, Problems problems)
    {
        var read = new List<Language>();
        foreach (var tag in tags.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct())
            problems.Try(() => read.Add(Language.Parse(tag)));
        problems.Check(tags.Trim().Length > 0, "no language is named", $"source {source}, languages", "Name one, such as en.");
        return read;
    }

    /// <summary>What tells apart contents that are kept for a process: the tarballs as they are now, and the languages.</summary>
    public static string Key(IEnumerable<string> tarballs, IEnumerable<Language> languages) =>
        string.Join('\n', tarballs.Select(t => $"{t} {File.GetLastWriteTimeUtc(t).Ticks}").Concat(languages.Select(l => l.Code)));
}
