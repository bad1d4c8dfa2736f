namespace Clt.Plugins.Sources.Corpora;

/// <summary>
/// Named-entity recognition of Universal NER (Mayhew et al. 2024): <c>xx_name-ud-test.iob2</c>, a word a line with its tag in IOB2
/// (<c>PER</c>, <c>LOC</c>, <c>ORG</c>).
/// </summary>
/// <remarks>
/// Fields: <c>text</c>; <c>words</c>, one a line, with the space before it that the text has; <c>tags</c>. An item is known by its
/// <c>sent_id</c>, which the parallel treebanks share but for Chinese; <see cref="NamedTreebanks"/> calls items as the treebanks do.
/// </remarks>
internal sealed class UniversalNer : Corpus
{
    private const string Identifier = "# sent_id = ";
    private readonly Dictionary<Language, List<string>> _files;
    private readonly bool _divided;

    public UniversalNer(string folder, bool divided, IReadOnlyList<string>? expected)
        : this(folder, CorpusFiles.Find(folder, "*.iob2", n => n.Split('_')[0], expected), divided) { }

    private UniversalNer(string folder, Dictionary<Language, List<string>> files, bool divided)
        : base(new SourceInfo("universal-ner", "sentences with names", [.. files.Keys], CorpusFiles.Settings(divided)), folder) =>
        (_files, _divided) = (files, divided);

    protected override IEnumerable<string> Files => _files.Values.SelectMany(f => f);

    /// <exception cref="InputException">
    /// A line is not as it should be, or sentences are to be divided by identifiers that translations do not share.
    /// </exception>
    public override IEnumerable<Record> Read(SourceRequest request)
    {
        if (_divided)
            _files.GetValueOrDefault(request.Language, []).ForEach(CheckIdentifiers);
        var name = CorpusFiles.Name(request.Split);
        return _files
            .GetValueOrDefault(request.Language, [])
            .Where(f => _divided || f.EndsWith($"-ud-{name}.iob2", StringComparison.Ordinal))
            .SelectMany(f => Sentences(f, request.Language))
            .Where(r => !_divided || CorpusFiles.Parts.Of(r.ItemId) == request.Split);
    }

    /// <summary>Files of one treebank in several languages are translations, and those of an item must be in one part.</summary>
    private void CheckIdentifiers(string file)
    {
        var treebank = Treebank(file);
        var others = Files.Where(f => f != file && Treebank(f) == treebank).ToList();
        var own = Identifiers(file).ToHashSet(StringComparer.Ordinal);
        if (others.Count > 0 && !others.Any(f => Identifiers(f).Any(own.Contains)))
        {
            throw new InputException(
                $"its sentences have identifiers of their own ({own.FirstOrDefault()}), so that translations would be divided apart",
                file,
                "Join the names to their treebanks: UniversalNer(treebanks: UniversalDependencies(divided: true))."
            );
        }
    }

    /// <summary>pud of zh_pud-ud-test.iob2.</summary>
    private static string Treebank(string file) => Path.GetFileName(file).Split('_', 2)[^1];

    private static IEnumerable<string> Identifiers(string file) =>
        File.ReadLines(file).Where(l => l.StartsWith(Identifier, StringComparison.Ordinal)).Select(l => l[Identifier.Length..].Trim());

    private static IEnumerable<Record> Sentences(string file, Language language)
    {
        var (id, text, words, tags, at) = ("", "", new List<string>(), new List<string>(), 0);
        foreach (var (line, row) in File.ReadLines(file).Append("").Select((r, i) => (i + 1, r)))
        {
            if (row.StartsWith(Identifier, StringComparison.Ordinal))
                id = row[Identifier.Length..].Trim();
            else if (row.StartsWith("# text = ", StringComparison.Ordinal))
                text = row["# text = ".Length..];
            else if (row.Length == 0 && words.Count > 0)
            {
                if (id.Length == 0)
                    throw new InputException("the sentence above has no sent_id", $"{file}:{line}", "Fetch the file again.");
                yield return new Record(
                    id,
                    language,
                    new Dictionary<string, string>
                    {
                        ["text"] = text,
                        ["words"] = string.Join('\n', words),
                        ["tags"] = string.Join(' ', tags),
                    }
                );
                (id, text, words, tags, at) = ("", "", [], [], 0);
            }
            else if (row.Length > 0 && row[0] != '#')
            {
                var columns = row.Split('\t');
                var place = columns.Length < 3 ? -1 : text.IndexOf(columns[1], at, StringComparison.Ordinal);
                if (place < 0)
                {
                    throw new InputException(
                        "the line is not number, word of the text, and tag",
                        $"{file}:{line}",
                        "Fetch the file again."
                    );
                }

                words.Add((place > at && at > 0 ? " " : "") + columns[1]);
                tags.Add(columns[2]);
                at = place + columns[1].Length;
            }
        }
    }
}
