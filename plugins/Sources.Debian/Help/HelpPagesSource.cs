using Clt.Plugins.Sources.Debian.Store;

namespace Clt.Plugins.Sources.Debian.Help;

/// <summary>Pages of help, or the lists of steps in them, aligned over languages by page.</summary>
/// <remarks>
/// About 75 % of the pages are for training, 5 % for validation, 20 % for the test, the same for the texts as for the steps: steps of the
/// test are in no text to train on. How pages are cleaned: docs/data-help.md.
/// </remarks>
/// <param name="part">What a record is.</param>
/// <param name="languages">Tags with spaces between.</param>
/// <param name="packages">A folder of packages, or null to fetch them.</param>
/// <param name="length">Most bytes of a passage of a page, or most characters of the English steps; 0 sets no limit.</param>
/// <param name="seed">Decides the splits.</param>
internal sealed class HelpPagesSource(HelpPart part, string languages, string? packages, int length, Seed seed) : ISource
{
    private readonly HelpPackages _packages = new(Parse(languages));

    private readonly HashSplit _split = SplitOf(seed);

    public SourceInfo Info { get; } =
        new(
            part == HelpPart.Pages ? "help-pages" : "how-tos",
            part == HelpPart.Pages
                ? "pages of LibreOffice's and GNOME's help and their translations"
                : "what LibreOffice's and GNOME's help tells to do",
            Parse(languages),
            new Dictionary<string, string> { ["seed"] = $"{seed.Value}", ["length"] = $"{length}" }
        );

    public string Fingerprint(SourceContext context) => DebianStore.Open(_packages, packages, context).Checksum;

    public IEnumerable<Record> Read(SourceRequest request)
    {
        var pages = DebianStore.Open(_packages, packages, request.Context);
        var own = pages.Read(request.Language).Where(p => _split.Of(p.Group) == request.Split);
        if (part == HelpPart.Pages)
            return own.SelectMany(p => Texts(p, request.Language));
        var steps = own.SelectMany(p => p.HowTos.Select(h => Steps(p, h, request.Language)));
        if (length == 0)
            return steps;
        // What is short is said in English, so that the same items are left in every language.
        var english = Language.Parse("en");
        var shortOnes = pages
            .Read(english)
            .SelectMany(p => p.HowTos.Select(h => Steps(p, h, english)))
            .Where(r => r["completion"].Length <= length)
            .Select(r => r.ItemId)
            .ToHashSet(StringComparer.Ordinal);
        return steps.Where(r => shortOnes.Contains(r.ItemId));
    }

    private IEnumerable<Record> Texts(HelpPage page, Language language)
    {
        var text = page.Title.Length > 0 ? $"{page.Title}\n{page.Text}" : page.Text;
        var passages = length > 0 ? Passages.Of(text, length) : [text];
        return passages.Select(
            (p, i) =>
                new Record(
                    i == 0 ? page.Id : $"{page.Id}~{i}",
                    language,
                    new Dictionary<string, string> { ["title"] = page.Title, ["text"] = p }
                )
        );
    }

    private static Record Steps(HelpPage page, HowTo howTo, Language language) =>
        new(
            $"{page.Id}#{howTo.List}",
            language,
            new Dictionary<string, string>
            {
                ["prompt"] = howTo.Title,
                ["completion"] = string.Join('\n', howTo.Steps.Select((s, i) => $"{i + 1}. {s}")),
            }
        );

    /// <summary>The splits of all sources of help pages, by <see cref="HelpPage.Group"/>.</summary>
    internal static HashSplit SplitOf(Seed seed) => new(seed.Stream("help-pages/split"), Validation: 0.05, Test: 0.20);

    internal static Language[] Parse(string tags) =>
        [.. tags.Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend("en").Select(Language.Parse).Distinct()];
}
