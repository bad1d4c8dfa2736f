using Clt.Plugins.Sources.Debian.Store;

namespace Clt.Plugins.Sources.Debian.Help;

/// <summary>Pages of help, or the lists of steps in them, aligned over languages by page.</summary>
/// <remarks>
/// About 75 % of the pages are for training, 5 % for validation, 20 % for the test, the same for the texts as for the steps: steps of the
/// test are in no text to train on. How pages are cleaned: docs/data-help.md.
/// </remarks>
internal sealed class HelpPagesSource(HelpPart part, string languages, string? packages, int passage, Seed seed) : ISource
{
    private readonly HelpPackages _packages = new(Parse(languages));

    private readonly HashSplit _split = new(seed.Stream("help-pages/split"), Validation: 0.05, Test: 0.20);

    public SourceInfo Info { get; } = new(
        part == HelpPart.Pages ? "help-pages" : "how-tos",
        part == HelpPart.Pages ? "LibreOffice's and GNOME's pages of help and their translations" : "what LibreOffice's and GNOME's help tells to do, step by step",
        Parse(languages),
        new Dictionary<string, string> { ["seed"] = $"{seed.Value}", ["passage"] = $"{passage}" });

    public string Fingerprint(SourceContext context) => DebianStore.Open(_packages, packages, context).Checksum;

    public IEnumerable<Record> Read(SourceRequest request) =>
        from page in DebianStore.Open(_packages, packages, request.Context).Read(request.Language)
        where _split.Of(page.Group) == request.Split
        from record in part == HelpPart.Pages ? Texts(page, request.Language) : page.HowTos.Select(h => Steps(page, h, request.Language))
        select record;

    private IEnumerable<Record> Texts(HelpPage page, Language language)
    {
        var text = page.Title.Length > 0 ? $"{page.Title}\n{page.Text}" : page.Text;
        var passages = passage > 0 ? Passages.Of(text, passage) : [text];
        return passages.Select((p, i) => new Record(
            i == 0 ? page.Id : $"{page.Id}~{i}", language, new Dictionary<string, string> { ["title"] = page.Title, ["text"] = p }));
    }

    private static Record Steps(HelpPage page, HowTo howTo, Language language) =>
        new($"{page.Id}#{howTo.List}", language, new Dictionary<string, string>
        {
            ["prompt"] = howTo.Title,
            ["completion"] = string.Join('\n', howTo.Steps.Select((s, i) => $"{i + 1}. {s}")),
        });

    private static Language[] Parse(string tags) => [.. tags.Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend("en").Select(Language.Parse).Distinct()];
}
