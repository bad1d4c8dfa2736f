using System.Text.RegularExpressions;
using Clt.Testing;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>What a how-to prints, for tests that build and run it.</summary>
internal static class HowToPage
{
    /// <summary>The first block of a language on a page.</summary>
    public static string Block(string page, string language)
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Folder, "docs", "how-to", page));
        return Regex.Match(text, $"^```{language}\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline).Groups[1].Value;
    }

    /// <summary>The plugin's code on the page on writing something: <c>schedule</c>, <c>objective</c>, <c>adapter</c>.</summary>
    public static string Code(string extension) =>
        Block(
            Directory
                .GetFiles(Path.Combine(RepositoryRoot.Folder, "docs", "how-to"), $"write-a*-{extension}.md")
                .Select(f => Path.GetFileName(f))
                .ShouldHaveSingleItem(),
            "csharp"
        );
}
