namespace Clt.Plugins.Sources.Corpora;

/// <summary>The items of an aligned source with their text in another language: fields <c>text</c> and <c>translation</c>.</summary>
/// <param name="source">Items have the same name in all languages.</param>
/// <param name="with">The language that every other one is paired with; its text is <c>translation</c>.</param>
/// <param name="field">The field that holds a text.</param>
internal sealed class ParallelTexts(ISource source, Language with, string field) : ISource
{
    public SourceInfo Info { get; } =
        new(
            $"parallel {source.Info.Name}",
            $"{source.Info.Name} beside {with.Name}",
            [.. source.Info.Languages.Where(l => l != with)],
            new Dictionary<string, string>(source.Info.Settings) { ["with"] = with.Code, ["field"] = field }
        );

    public string Fingerprint(SourceContext context) => source.Fingerprint(context);

    /// <exception cref="InputException">The source has not the language that texts are paired with.</exception>
    public IEnumerable<Record> Read(SourceRequest request)
    {
        if (request.Language == with)
            yield break;
        if (!source.Info.Languages.Contains(with))
        {
            throw new InputException(
                $"the source '{source.Info.Name}' has no {with.Code}",
                "parallel texts",
                $"It has: {string.Join(" ", source.Info.Languages.Select(l => l.Code))}."
            );
        }

        var others = source.Read(request with { Language = with }).ToDictionary(r => r.ItemId, r => r[field], StringComparer.Ordinal);
        foreach (var record in source.Read(request))
        {
            if (!others.TryGetValue(record.ItemId, out var other))
                continue;
            yield return new Record(
                record.ItemId,
                record.Language,
                new Dictionary<string, string> { ["text"] = record[field], ["translation"] = other }
            );
        }
    }
}
