namespace Clt.Plugins.Sources.Lexicons.Dictionaries;

/// <summary>Bilingual dictionary of one or several parts; what a word means in the first stands before what it means in the next.</summary>
internal sealed class JoinedDictionary : ISource
{
    private readonly IReadOnlyList<ISource> _parts;

    /// <exception cref="InputException">There is no part, one is no dictionary, or they are from different languages.</exception>
    public JoinedDictionary(IReadOnlyList<ISource> parts)
    {
        var problems = new Problems();
        problems.Check(parts.Count > 0, "no dictionary is named", "Dictionary", "Name one, such as FreeDict(\"eng-deu\").");
        foreach (var part in parts)
        {
            problems.Check(
                DictionaryRecords.FromOf(part) is not null,
                $"the source '{part.Info.Name}' is no dictionary",
                "Dictionary",
                "Give an aligned source its language: Dictionary(source, from: \"en\")."
            );
        }

        var from = parts.Select(DictionaryRecords.FromOf).OfType<Language>().Distinct().ToList();
        problems.Check(
            from.Count <= 1,
            $"the dictionaries are from {string.Join(" and ", from.Select(l => l.Short))}",
            "Dictionary",
            "Join those from one language."
        );
        problems.ThrowIfAny();
        _parts = parts;
        var languages = parts.SelectMany(p => p.Info.Languages).Where(l => l != from[0]).Distinct().ToList();
        Info = new SourceInfo(
            $"dictionary {string.Join(" + ", parts.Select(p => p.Info.Name))}",
            $"words of {from[0].Name} and their translations",
            languages,
            new Dictionary<string, string> { [DictionaryRecords.From] = from[0].Code, ["parts"] = string.Join("; ", parts.Select(Text)) }
        );
    }

    public SourceInfo Info { get; }

    /// <exception cref="InputException">It has no entry in a language of its own.</exception>
    public string Fingerprint(SourceContext context)
    {
        var parts = _parts.Select(p => p.Fingerprint(context)).ToList();
        var problems = new Problems();
        foreach (var language in Info.Languages)
        {
            problems.Check(
                Read(new SourceRequest(language, Split.Train, context)).Any(),
                $"the dictionary has no entry in {language.Name} ({language.Short})",
                Info.Name,
                "Take another dictionary for it, or leave the language out."
            );
        }

        problems.ThrowIfAny();
        return DictionaryRecords.Joined(parts);
    }

    public IEnumerable<Record> Read(SourceRequest request)
    {
        if (request.Split != Split.Train)
            return [];
        var parts = _parts.Where(p => p.Info.Languages.Contains(request.Language)).ToList();
        if (parts.Count == 1)
            return parts[0].Read(request);
        return parts
            .SelectMany(p => DictionaryRecords.Read(p, request.Language, request.Context))
            .GroupBy(e => e.Word, StringComparer.Ordinal)
            .Select(g => DictionaryRecords.Of(g.Key, g.SelectMany(e => e.Translations).Distinct(), request.Language));
    }

    private static string Text(ISource part) => string.Join(' ', part.Info.SettingLines().Prepend(part.Info.Name));
}
