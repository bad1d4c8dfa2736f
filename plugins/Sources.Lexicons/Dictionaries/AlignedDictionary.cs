namespace Clt.Plugins.Sources.Lexicons.Dictionaries;

/// <summary>
/// Bilingual dictionary of a source whose items have the same name in all languages (names of CLDR, strings of interfaces): the text of an
/// item in one language means that in another. Items whose text has more than so many words are left out; the most frequent translation of
/// a word comes first.
/// </summary>
/// <remarks>Of the items of all splits: a dictionary of a source that is tested too would tell its test items.</remarks>
internal sealed class AlignedDictionary : ISource
{
    private readonly ISource _of;
    private readonly Language _from;
    private readonly string _field;
    private readonly int _words;

    /// <exception cref="InputException">The source has not the language, or the number of words is below 1.</exception>
    public AlignedDictionary(ISource of, Language from, string field, int words)
    {
        var problems = new Problems();
        problems.Check(
            of.Info.Languages.Contains(from),
            $"the source '{of.Info.Name}' has no {from.Short}",
            "Dictionary, from",
            $"It has: {string.Join(" ", of.Info.Languages.Select(l => l.Short))}."
        );
        problems.Check(words >= 1, $"words is {words}", "Dictionary", "Allow at least one word.");
        problems.ThrowIfAny();
        (_of, _from, _field, _words) = (of, from, field, words);
        Info = new SourceInfo(
            $"words of {of.Info.Name}",
            $"words of {from.Name} and their translations in {of.Info.Name}",
            [.. of.Info.Languages.Where(l => l != from)],
            new Dictionary<string, string>(of.Info.Settings)
            {
                [DictionaryRecords.From] = from.Code,
                ["field"] = field,
                ["words"] = $"{words}",
            }
        );
    }

    public SourceInfo Info { get; }

    public string Fingerprint(SourceContext context) => _of.Fingerprint(context);

    public IEnumerable<Record> Read(SourceRequest request)
    {
        if (request.Split != Split.Train || request.Language == _from)
            return [];
        var others = Texts(request.Language, request.Context)
            .GroupBy(t => t.Item, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First().Text, StringComparer.Ordinal);
        return Texts(_from, request.Context)
            .Where(t => t.Text.Split(' ').Length <= _words && others.ContainsKey(t.Item))
            .GroupBy(t => t.Text, t => others[t.Item], StringComparer.OrdinalIgnoreCase)
            .Select(g => DictionaryRecords.Of(g.Key, ByFrequency(g), request.Language));
    }

    private static IEnumerable<string> ByFrequency(IEnumerable<string> texts) =>
        texts.GroupBy(t => t, StringComparer.Ordinal).OrderByDescending(g => g.Count()).Select(g => g.Key);

    private IEnumerable<(string Item, string Text)> Texts(Language language, SourceContext context) =>
        Enum.GetValues<Split>()
            .SelectMany(s => _of.Read(new SourceRequest(language, s, context)))
            .Select(r => (r.ItemId, r[_field].Trim().TrimEnd('.', ':', '…')))
            .Where(t => t.Item2.Length > 0);
}
