using Clt.Plugins.Sources.Debian.Store;

namespace Clt.Plugins.Sources.Debian.Formality;

/// <summary>
/// Formality by people: messages of MediaWiki that its translators wrote to address a user formally (<c>text</c>) and informally
/// (<c>informal</c>).
/// </summary>
/// <remarks>60 % are for training, 10 % for validation, 30 % for the test, a message in one split whatever its language.</remarks>
internal sealed class FormalStringsSource : ISource
{
    private readonly FormalPackage _package;
    private readonly string? _folder;
    private readonly HashSplit _split;

    /// <exception cref="InputException">No language is named.</exception>
    public FormalStringsSource(string languages, string? packages, Seed seed)
    {
        Language[] named = [.. languages.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Language.Parse).Distinct()];
        if (named.Length == 0)
            throw new InputException("no language is named", "FormalStrings, languages", "Name some, such as \"nl de es hu\".");
        (_package, _folder) = (new FormalPackage(named), packages);
        _split = new HashSplit(seed.Stream("formal-strings/split"), Validation: 0.10, Test: 0.30);
        Info = new SourceInfo(
            "formal-strings",
            "what MediaWiki shows, addressing its user formally and informally",
            named,
            new Dictionary<string, string> { ["seed"] = $"{seed.Value}" }
        );
    }

    public SourceInfo Info { get; }

    public string Fingerprint(SourceContext context) => DebianStore.Open(_package, _folder, context).Checksum;

    public IEnumerable<Record> Read(SourceRequest request) =>
        DebianStore
            .Open(_package, _folder, request.Context)
            .Read(request.Language)
            .Where(p => _split.Of(p.Id) == request.Split)
            .Select(p => new Record(
                p.Id,
                request.Language,
                new Dictionary<string, string> { ["text"] = p.Formal, ["informal"] = p.Informal }
            ));
}
