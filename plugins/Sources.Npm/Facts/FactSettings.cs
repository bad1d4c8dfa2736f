using System.Collections.Concurrent;
using Clt.Plugins.Sources.Npm.Cldr;
using Clt.Plugins.Sources.Npm.Client;

namespace Clt.Plugins.Sources.Npm.Facts;

/// <summary>What decides the facts of CLDR that a source gives.</summary>
internal sealed class FactSettings
{
    /// <summary>The language whose names tell what kind of thing an answer is.</summary>
    public static readonly Language English = Language.Parse("en");

    private readonly ConcurrentDictionary<string, FactBook> _books = new(StringComparer.Ordinal);
    private readonly string _source;
    private readonly string? _packages;
    private readonly NpmStore _store;

    /// <exception cref="InputException">A setting is none of those allowed: all are told at once.</exception>
    public FactSettings(string source, string word, string languages, string relations, int choices, int most, string? packages, long seed)
    {
        (_source, _packages, Choices, Most, Seed) = (source, packages, choices, most, new Seed((ulong)seed));
        _store = new NpmStore(source, $"{word}(packages: \"folder\")", new NpmClient());
        var problems = new Problems();
        problems.Try(() => Relations = Relation.Parse(relations, $"source {source}, relations"));
        Languages = NpmLanguages.Read(languages, source, problems);
        problems.Check(choices is >= 2 and <= 10, $"choices is {choices}", $"source {source}, choices", "Give 2 to 10.");
        problems.Check(most >= 1, $"most is {most}", $"source {source}, most", "Let an answer be right at least once.");
        problems.ThrowIfAny();
    }

    public IReadOnlyList<Relation> Relations { get; private set; } = [];

    public IReadOnlyList<Language> Languages { get; }

    /// <summary>Options of a question.</summary>
    public int Choices { get; }

    /// <summary>Most facts of a relation with the same answer.</summary>
    public int Most { get; }

    public Seed Seed { get; }

    /// <summary>In canonical text.</summary>
    public Dictionary<string, string> Text =>
        new()
        {
            ["languages"] = string.Join(' ', Languages.Select(l => l.Short)),
            ["relations"] = string.Join(' ', Relations.Select(r => r.Name)),
            ["choices"] = $"{Choices}",
            ["most"] = $"{Most}",
            ["seed"] = $"{Seed.Value}",
        };

    /// <summary>The identity of the content: that of the packages.</summary>
    public string Fingerprint(SourceContext context) => $"v1-{_store.Sum(CldrData.Packages, _packages, context)}";

    /// <summary>The facts, read once a cache folder.</summary>
    /// <exception cref="InputException">The packages cannot be had, or do not hold enough.</exception>
    public FactBook Book(SourceContext context) =>
        _books.GetOrAdd(
            context.CacheFolder,
            _ =>
            {
                var files = _store.Open(CldrData.Packages, _packages, context);
                return new FactBook(this, CldrData.Read(files, [.. Languages.Append(English).Distinct()]));
            }
        );
}
