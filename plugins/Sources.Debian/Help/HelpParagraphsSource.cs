using System.Text.RegularExpressions;
using Clt.Plugins.Sources.Debian.Store;

namespace Clt.Plugins.Sources.Debian.Help;

/// <summary>
/// Parallel paragraphs of help pages: a record is a heading, paragraph, item or step, and has the same item in every language.
/// </summary>
/// <remarks>
/// A translation's lines stand for the English ones where it has as many, with the same numbers and dashes before them; other pages are
/// left out of that language. A text that pages share is that of the first page alone, so that none is in two splits; those of fewer than
/// three words are left out. Splits are those of <see cref="HelpPagesSource"/>.
/// </remarks>
/// <param name="languages">Tags with spaces between.</param>
/// <param name="packages">A folder of packages, or null to fetch them.</param>
/// <param name="characters">Most characters of the English text; 0 sets no limit.</param>
/// <param name="seed">Decides the splits.</param>
internal sealed partial class HelpParagraphsSource(string languages, string? packages, int characters, Seed seed) : ISource
{
    private const int FewestWords = 3;
    private static readonly Language English = Language.Parse("en");

    private readonly HelpPackages _packages = new(HelpPagesSource.Parse(languages));

    private readonly HashSplit _split = HelpPagesSource.SplitOf(seed);

    private (string Checksum, EnglishPages Pages)? _english;

    public SourceInfo Info { get; } =
        new(
            "help-paragraphs",
            "paragraphs of LibreOffice's and GNOME's help beside their translations",
            HelpPagesSource.Parse(languages),
            new Dictionary<string, string> { ["seed"] = $"{seed.Value}", ["characters"] = $"{characters}" }
        );

    public string Fingerprint(SourceContext context) => DebianStore.Open(_packages, packages, context).Checksum;

    public IEnumerable<Record> Read(SourceRequest request)
    {
        var pages = DebianStore.Open(_packages, packages, request.Context);
        var (marks, kept) = OfEnglish(pages);
        foreach (var page in pages.Read(request.Language).Where(p => _split.Of(p.Group) == request.Split))
        {
            (string Mark, string Text)[] lines = [.. Lines(page)];
            if (!lines.Select(l => l.Mark).SequenceEqual(marks[page.Id]))
                continue;
            foreach (var (line, (_, text)) in lines.Index().Where(l => kept.Contains((page.Id, l.Index))))
                yield return new Record($"{page.Id}:{line}", request.Language, new Dictionary<string, string> { ["text"] = text });
        }
    }

    /// <summary>What English decides for all languages; read once for a content.</summary>
    private EnglishPages OfEnglish(LanguageCache<HelpPage> pages)
    {
        lock (_packages)
        {
            if (_english is { } known && known.Checksum == pages.Checksum)
                return known.Pages;
            var marks = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
            var kept = new HashSet<(string Page, int Line)>();
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var page in pages.Read(English))
            {
                (string Mark, string Text)[] lines = [.. Lines(page)];
                marks[page.Id] = [.. lines.Select(l => l.Mark)];
                foreach (var (line, (_, text)) in lines.Index())
                {
                    if (seen.Add(text) && IsParagraph(text))
                        kept.Add((page.Id, line));
                }
            }

            var read = new EnglishPages(marks, kept);
            _english = (pages.Checksum, read);
            return read;
        }
    }

    private bool IsParagraph(string text) =>
        (characters == 0 || text.Length <= characters) && text.Split(' ').Count(w => w.Any(char.IsLetter)) >= FewestWords;

    private static IEnumerable<(string Mark, string Text)> Lines(HelpPage page) =>
        page.Text.Split('\n').Select(l => (Mark().Match(l).Value, l[Mark().Match(l).Length..]));

    /// <summary>Marks before the lines of each page, and the paragraphs that are records.</summary>
    private sealed record EnglishPages(Dictionary<string, IReadOnlyList<string>> Marks, HashSet<(string Page, int Line)> Kept);

    /// <summary>What stands before a step or an item.</summary>
    [GeneratedRegex("^(?:[0-9]+[.] |- )?")]
    private static partial Regex Mark();
}
