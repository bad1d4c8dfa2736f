using System.Text.RegularExpressions;
using Clt.Testing;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>A command line that a page prints in a block for the shell.</summary>
/// <param name="Page">The page, from the repository's root.</param>
/// <param name="Line">As it stands there.</param>
public sealed partial record DocumentedCommand(string Page, string Line)
{
    /// <summary>The arguments after <c>clt</c>, without comment and redirection.</summary>
    public string[] Arguments => [.. Words().Matches(Bare).Select(m => m.Value.Trim('"')).Skip(1)];

    private string Bare => Trailing().Replace(Line, "");

    /// <summary>All that README, the tutorial and the how-tos print.</summary>
    public static IReadOnlyList<DocumentedCommand> All()
    {
        var root = RepositoryRoot.Folder;
        var pages = new[] { Path.Combine(root, "README.md"), Path.Combine(root, "docs", "tutorial.md") }.Concat(
            Directory.GetFiles(Path.Combine(root, "docs", "how-to"), "*.md").Order(StringComparer.Ordinal)
        );
        return [.. pages.SelectMany(p => Lines(p).Select(l => new DocumentedCommand(Path.GetRelativePath(root, p), l)))];
    }

    /// <summary>Indented by four spaces, or in a fence without a language or of a shell.</summary>
    private static IEnumerable<string> Lines(string page)
    {
        string? fence = null;
        foreach (var line in File.ReadLines(page))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                fence = fence is null ? line[3..].Trim() : null;
            else if ((fence is null && line.StartsWith("    ", StringComparison.Ordinal)) || fence is "" or "sh" or "bash")
            {
                if (Command().IsMatch(line.Trim()))
                    yield return line.Trim();
            }
        }
    }

    [GeneratedRegex(@"^(\./)?clt\s")]
    private static partial Regex Command();

    [GeneratedRegex(@"\s+(#|>).*$")]
    private static partial Regex Trailing();

    // A word may hold a command in $(…), or a text in quotes.
    [GeneratedRegex(@"(?:\$\([^)]*\)|""[^""]*""|\S)+")]
    private static partial Regex Words();
}
