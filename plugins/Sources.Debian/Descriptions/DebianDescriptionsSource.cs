using Clt.Plugins.Sources.Debian.Store;

namespace Clt.Plugins.Sources.Debian.Descriptions;

/// <summary>Package descriptions: long description and one-line synopsis, aligned over languages by the MD5 of the English one.</summary>
/// <remarks>
/// Fields: <c>package</c>, <c>synopsis</c>, <c>description</c> (a paragraph a line). About 75 % of the items are for training, 5 % for
/// validation, 20 % for the test; packages that share their first English paragraph are in one split. What is in the lists and how
/// it was cleaned: docs/data-debian.md.
/// </remarks>
internal sealed class DebianDescriptionsSource(string? lists, Seed seed) : ISource
{
    /// <summary>The languages that Debian describes packages in; another mirror's others are read as well.</summary>
    private const string Tags =
        "en da it fr de sk ja pt-BR uk ko pl ru es cs pt zh fi sr nl sv hu zh-Hant hr tr vi eu ca km id el eo ro gl nb de-DE pt-AO";

    private readonly HashSplit _split = new(seed.Stream("debian-descriptions/split"), Validation: 0.05, Test: 0.20);

    public SourceInfo Info { get; } =
        new(
            "debian-descriptions",
            "Debian's package descriptions and their translations",
            [.. Tags.Split(' ').Select(Language.Parse)],
            new Dictionary<string, string> { ["seed"] = $"{seed.Value}" }
        );

    public string Fingerprint(SourceContext context) => DebianStore.Open(new DescriptionLists(), lists, context).Checksum;

    public IEnumerable<Record> Read(SourceRequest request) =>
        from item in DebianStore.Open(new DescriptionLists(), lists, request.Context).Read(request.Language)
        where _split.Of(item.Group) == request.Split
        select new Record(
            item.Md5,
            request.Language,
            new Dictionary<string, string>
            {
                ["package"] = item.Package,
                ["synopsis"] = item.Synopsis,
                ["description"] = item.Text,
            }
        );
}
