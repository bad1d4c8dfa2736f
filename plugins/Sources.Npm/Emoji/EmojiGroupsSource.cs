using Clt.Plugins.Sources.Npm.Client;

namespace Clt.Plugins.Sources.Npm.Emoji;

/// <summary>Names of emoji and the group of each, the same items in every language: for text classification.</summary>
/// <remarks>
/// Fields: <c>text</c>, what a screen reader says of the emoji; <c>label</c>, its group; <c>emoji</c>. About 55 % are for training, 5 % for
/// validation, 40 % for tests; a man, a woman and a person who do the same are in one part.
/// </remarks>
internal sealed class EmojiGroupsSource : ISource
{
    private readonly IReadOnlyList<Language> _languages;
    private readonly string? _packages;
    private readonly HashSplit _split;
    private readonly NpmStore _store = new("emoji-groups", "EmojiGroups(packages: \"folder\")", new NpmClient());

    public EmojiGroupsSource(string languages, string? packages, Seed seed)
    {
        var problems = new Problems();
        var read = NpmLanguages.Read(languages, "emoji-groups", problems);
        problems.ThrowIfAny();
        (_languages, _packages) = (read, packages);
        _split = new HashSplit(seed.Stream("emoji-groups/split"), Validation: 0.05, Test: 0.4);
        Info = new SourceInfo(
            "emoji-groups",
            "names of emoji and their groups",
            read,
            new Dictionary<string, string> { ["languages"] = string.Join(' ', read.Select(l => l.Short)), ["seed"] = $"{seed.Value}" }
        );
    }

    public SourceInfo Info { get; }

    public string Fingerprint(SourceContext context) => $"v1-{_store.Sum(EmojiData.Packages, _packages, context)}";

    public IEnumerable<Record> Read(SourceRequest request)
    {
        if (!_languages.Contains(request.Language))
            return [];
        var data = EmojiData.Read(_store.Open(EmojiData.Packages, _packages, request.Context), _languages);
        return data
            .Items.Where(i => _split.Of(i.Family) == request.Split)
            .Select(i => new Record(
                i.Id,
                request.Language,
                new Dictionary<string, string>
                {
                    ["text"] = data.Name(request.Language, i),
                    ["label"] = i.Group,
                    ["emoji"] = i.Text,
                }
            ));
    }
}
