namespace Clt.Plugins.Sources.Corpora;

/// <summary>
/// Treebanks of Universal Dependencies (Nivre et al. 2020) as CoNLL-U files: <c>xx_name-ud-train.conllu</c>, <c>-dev</c>, <c>-test</c>.
/// </summary>
/// <remarks>
/// Fields: <c>text</c>; <c>words</c>, one a line, with the space before it that the text has; <c>tags</c>, their universal parts of speech;
/// <c>tree</c>, a word a line: part of speech, head, relation; <c>features</c>, its morphological features a line. Words are syntactic
/// ones: what is written together but parted in the tree has no space between. An item is known by its <c>sent_id</c>, which the parallel
/// treebanks (PUD) share over languages.
/// </remarks>
internal sealed class UniversalDependencies : Corpus
{
    private readonly Dictionary<Language, List<string>> _files;
    private readonly bool _divided;

    /// <param name="folder">The folder of the files.</param>
    /// <param name="divided">
    /// Whether items of all files are divided by their name, translations alike: for treebanks that have a test part only.
    /// </param>
    /// <param name="expected">The names that its files will have where they are not there yet; null to refuse.</param>
    public UniversalDependencies(string folder, bool divided, IReadOnlyList<string>? expected)
        : this(folder, CorpusFiles.Find(folder, "*.conllu", n => n.Split('_')[0], expected), divided) { }

    private UniversalDependencies(string folder, Dictionary<Language, List<string>> files, bool divided)
        : base(
            new SourceInfo(
                "universal-dependencies",
                "sentences with parts of speech and trees",
                [.. files.Keys],
                CorpusFiles.Settings(divided)
            ),
            folder
        ) => (_files, _divided) = (files, divided);

    protected override IEnumerable<string> Files => _files.Values.SelectMany(f => f);

    public override IEnumerable<Record> Read(SourceRequest request)
    {
        var name = CorpusFiles.Name(request.Split);
        return _files
            .GetValueOrDefault(request.Language, [])
            .Where(f => _divided || f.EndsWith($"-ud-{name}.conllu", StringComparison.Ordinal))
            .SelectMany(f => Sentences(f, request.Language))
            .Where(r => !_divided || CorpusFiles.Parts.Of(r.ItemId) == request.Split);
    }

    /// <summary>Sentences end with an empty line.</summary>
    private static IEnumerable<Record> Sentences(string path, Language language)
    {
        var (lines, first, number) = (new List<string>(), 1, 0);
        foreach (var line in File.ReadLines(path).Append(""))
        {
            number++;
            if (line.Length > 0)
            {
                lines.Add(line);
                continue;
            }

            if (lines.Count > 0)
                yield return Sentence(lines, language, $"{path}:{first}");
            lines.Clear();
            first = number + 1;
        }
    }

    private static Record Sentence(List<string> lines, Language language, string where)
    {
        var sentence = ConlluSentence.Read(lines, where);
        return new Record(
            sentence.Id,
            language,
            new Dictionary<string, string>
            {
                ["text"] = sentence.Text,
                ["words"] = string.Join('\n', sentence.Words.Select(w => w.Text)),
                ["tags"] = string.Join(' ', sentence.Words.Select(w => w.PartOfSpeech)),
                ["features"] = string.Join('\n', sentence.Words.Select(w => w.Features)),
                ["tree"] = string.Join('\n', sentence.Words.Select(w => $"{w.PartOfSpeech}\t{w.Head}\t{w.Relation}")),
            }
        );
    }
}
