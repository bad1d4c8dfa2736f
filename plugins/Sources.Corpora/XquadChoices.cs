using System.Collections.Concurrent;

namespace Clt.Plugins.Sources.Corpora;

/// <summary>
/// Cross-XQuAD (Lin et al. 2024), rebuilt: XQuAD's questions with four options, the wrong ones answers of other questions on the same
/// paragraph; the same items and options in every language.
/// </summary>
/// <remarks>
/// Fields: <c>context</c>, <c>question</c>, <c>choices.0</c> to <c>choices.3</c>, <c>answer</c>. Questions on paragraphs with fewer than
/// four answers that differ in all languages are left out.
/// </remarks>
internal sealed class XquadChoices(ISource xquad, IReadOnlyList<Language> languages, Seed seed) : ISource
{
    private const int Options = 4;

    private readonly ConcurrentDictionary<string, IReadOnlyList<(string Id, IReadOnlyList<string> From)>> _items = new();

    public SourceInfo Info { get; } =
        new(
            "xquad-choices",
            "questions on paragraphs with four options",
            languages,
            new Dictionary<string, string> { ["languages"] = string.Join(' ', languages.Select(l => l.Code)), ["seed"] = $"{seed.Value}" }
        );

    public string Fingerprint(SourceContext context) => xquad.Fingerprint(context);

    public IEnumerable<Record> Read(SourceRequest request)
    {
        if (request.Split != Split.Test || !languages.Contains(request.Language))
            yield break;
        var items = _items.GetOrAdd(request.Context.CacheFolder, _ => [.. Items(request)]);
        var records = ById(request);
        foreach (var (id, from) in items)
        {
            var record = records[id];
            var fields = new Dictionary<string, string>
            {
                ["context"] = record["context"],
                ["question"] = record["question"],
                ["answer"] = record["answer"],
            };
            for (var i = 0; i < Options; i++)
                fields[$"choices.{i}"] = records[from[i]]["answer"];
            yield return new Record(id, request.Language, fields);
        }
    }

    private Dictionary<string, Record> ById(SourceRequest request) =>
        xquad.Read(request).ToDictionary(r => r.ItemId, StringComparer.Ordinal);

    /// <summary>Questions, each with those whose answers are its options, in their order.</summary>
    private IEnumerable<(string Id, IReadOnlyList<string> From)> Items(SourceRequest request)
    {
        var all = languages.Select(l => ById(request with { Language = l })).ToList();
        foreach (var paragraph in all[0].Values.GroupBy(r => r["context"], r => r.ItemId))
        {
            List<string> ids = [.. paragraph.Where(id => all.TrueForAll(l => l.ContainsKey(id)))];
            foreach (var id in ids)
            {
                var rng = seed.Stream($"xquad-choices/{id}").Generator();
                var others = ids.ToArray();
                rng.Shuffle(others.AsSpan());
                List<string> options = [id];
                foreach (var other in others)
                {
                    if (options.Count < Options && options.TrueForAll(o => all.TrueForAll(l => Differ(l[o], l[other]))))
                        options.Add(other);
                }

                if (options.Count < Options)
                    continue;
                var shown = options.ToArray();
                rng.Shuffle(shown.AsSpan());
                yield return (id, shown);
            }
        }
    }

    private static bool Differ(Record a, Record b) =>
        !string.Equals(a["answer"].Trim(), b["answer"].Trim(), StringComparison.OrdinalIgnoreCase);
}
