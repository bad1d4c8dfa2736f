using System.Text;

namespace VerifyTests.Internal;

/// <summary>Replaces this machine's folders by words, the longest paths first.</summary>
internal static class FolderScrubber
{
    public static void Apply(StringBuilder text, string sourceFolder)
    {
        var folders = new List<(string? Path, string Word)>
        {
            (Above(sourceFolder, "*.csproj"), "{ProjectDirectory}"),
            (Above(sourceFolder, "*.sln") ?? Above(sourceFolder, "*.slnx"), "{SolutionDirectory}"),
            (AppContext.BaseDirectory, "{CurrentDirectory}"),
            (Environment.CurrentDirectory, "{CurrentDirectory}"),
            (Path.GetTempPath(), "{TempPath}"),
        };
        foreach (var (path, word) in folders.Where(f => f.Path is not null).OrderByDescending(f => f.Path!.Length))
        {
            var folder = path!.TrimEnd(Path.DirectorySeparatorChar);
            if (folder.Length == 0)
                continue;
            text.Replace(folder + Path.DirectorySeparatorChar, word).Replace(folder, word);
        }
    }

    private static string? Above(string folder, string pattern)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (Directory.Exists(at) && Directory.EnumerateFiles(at, pattern).Any())
                return at;
        }

        return null;
    }
}
