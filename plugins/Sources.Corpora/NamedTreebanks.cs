namespace Clt.Plugins.Sources.Corpora;

/// <summary>
/// Named entities on treebanks: sentences of parallel treebanks with the names that Universal NER found in them, matched by their words.
/// </summary>
/// <remarks>
/// Universal NER's identifiers differ from those of the treebanks and, in Chinese, from those of its other languages; its sentences stand
/// in another order. So items are called, and divided, as the treebanks say. Fields: the treebanks', with the tags of names as
/// <c>tags</c> and parts of speech as <c>parts</c>. The few sentences that the two part into words differently are left out.
/// </remarks>
/// <param name="names">Its records have <c>words</c> and <c>tags</c>.</param>
/// <param name="treebanks">Their records have <c>words</c> and <c>tags</c>.</param>
internal sealed class NamedTreebanks(ISource names, ISource treebanks) : ISource
{
    /// <summary>Share of a language's sentences that must have names: fewer are another treebank, not other words.</summary>
    private const double Fewest = 0.9;

    public SourceInfo Info { get; } =
        new(
            $"{names.Info.Name} on {treebanks.Info.Name}",
            "sentences of treebanks with names",
            [.. treebanks.Info.Languages.Where(names.Info.Languages.Contains)],
            new Dictionary<string, string>(treebanks.Info.Settings) { ["names"] = names.Info.Name }
        );

    public string Fingerprint(SourceContext context) => $"{names.Fingerprint(context)} {treebanks.Fingerprint(context)}";

    /// <exception cref="InputException">More than a tenth of the sentences are in none of the names' files: they do not align.</exception>
    public IEnumerable<Record> Read(SourceRequest request)
    {
        var named = new Dictionary<string, Record>(StringComparer.Ordinal);
        foreach (var record in Enum.GetValues<Split>().SelectMany(s => names.Read(request with { Split = s })))
            named.TryAdd(Key(record), record);
        var sentences = treebanks.Read(request).Select(s => (Sentence: s, Named: named.GetValueOrDefault(Key(s)))).ToList();
        var without = sentences.Where(s => s.Named is null).Select(s => s.Sentence).ToList();
        if (sentences.Count - without.Count < Fewest * sentences.Count)
        {
            throw new InputException(
                $"the treebank does not align: of its {sentences.Count} sentences in {request.Language.Name} {without.Count} have no "
                    + $"names, the first of them '{without[0].ItemId}'",
                $"{Info.Name}, {request.Language.Code}",
                "Give the treebanks that the names were found in, such as UniversalDependencies(divided: true) beside uner-pud."
            );
        }

        return sentences.Where(s => s.Named is not null).Select(s => Joined(s.Sentence, s.Named!)).OfType<Record>();
    }

    private static string Key(Record record) => string.Concat(record["words"].Where(c => !char.IsWhiteSpace(c)));

    private static Record? Joined(Record sentence, Record named)
    {
        if (!Words(sentence).SequenceEqual(Words(named)))
            return null;
        return new Record(
            sentence.ItemId,
            sentence.Language,
            new Dictionary<string, string>(sentence.Fields) { ["tags"] = named["tags"], ["parts"] = sentence["tags"] }
        );
    }

    private static IEnumerable<string> Words(Record record) => record["words"].Split('\n').Select(w => w.Trim());
}
