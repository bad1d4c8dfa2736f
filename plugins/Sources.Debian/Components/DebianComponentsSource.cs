using Clt.Plugins.Sources.Debian.Store;

namespace Clt.Plugins.Sources.Debian.Components;

/// <summary>
/// What programs say of themselves (AppStream, in Debian's DEP-11 lists): a description and its summary, aligned over languages by program.
/// </summary>
/// <remarks>
/// Fields: <c>text</c> and <c>summary</c>. About 75 % of the items are for training, 5 % for validation, 20 % for the test.
/// </remarks>
internal sealed class DebianComponentsSource(string? lists, Seed seed) : ISource
{
    /// <summary>The languages with two hundred programs or more, and some of the Guide's; others are read as well.</summary>
    private const string Tags =
        "en fr de it pl es uk ru da nl sv pt ca tr sk id fi ko sl eu el gl cs hu sr pt-BR et zh ro ar bg lt ja zh-Hant";

    private readonly HashSplit _split = new(seed.Stream("debian-components/split"), Validation: 0.05, Test: 0.20);

    public SourceInfo Info { get; } =
        new(
            "debian-components",
            "what programs in Debian say of themselves, and the translations",
            [.. Tags.Split(' ').Select(Language.Parse)],
            new Dictionary<string, string> { ["seed"] = $"{seed.Value}" }
        );

    public string Fingerprint(SourceContext context) => DebianStore.Open(new ComponentLists(), lists, context).Checksum;

    public IEnumerable<Record> Read(SourceRequest request) =>
        from item in DebianStore.Open(new ComponentLists(), lists, request.Context).Read(request.Language)
        where _split.Of(item.Group) == request.Split
        select new Record(item.Id, request.Language, new Dictionary<string, string> { ["text"] = item.Text, ["summary"] = item.Summary });
}
