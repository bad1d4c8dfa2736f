namespace Clt.Plugins.Sources.Corpora;

/// <summary>
/// Named-entity recognition of Universal NER (Mayhew et al. 2024): <c>xx_name-ud-test.iob2</c>, a word a line with its tag in IOB2
/// (<c>PER</c>, <c>LOC</c>, <c>ORG</c>).
/// </summary>
/// <remarks>
/// Fields: <c>text</c>; <c>words</c>, one a line, with the space before it that the text has; <c>tags</c>. An item is known by its
/// <c>sent_id</c>, which the parallel treebanks share but for Chinese.
/// </remarks>
internal sealed class UniversalNer : Corpus
{
    private readonly Dictionary<Language, List<string>> _files;
    private readonly bool _divided;

    public UniversalNer(string folder, bool divided, IReadOnlyList<string>? expected)
        : this(folder, CorpusFiles.Find(folder, "*.iob2", n => n.Split('_')[0], expected), divided) { }

    private UniversalNer(string folder, Dictionary<Language, List<string>> files, bool divided)
        : base(new SourceInfo("universal-ner", "sentences with names", [.. files.Keys], CorpusFiles.Settings(divided)), folder) =>
        (_files, _divided) = (files, divided);

    protected override IEnumerable<string> Files => _files.Values.SelectMany(f => f);

    public override IEnumerable<Record> Read(SourceRequest request)
    {
        var name = CorpusFiles.Name(request.Split);
        return _files
            .GetValueOrDefault(request.Language, [])
            .Where(f => _divided || f.EndsWith($"-ud-{name}.iob2", StringComparison.Ordinal))
            .SelectMany(f => Sentences(f, request.Language))
            .Where(r => !_divided || CorpusFiles.Parts.Of(r.ItemId) == request.Split);
    }

    private static IEnumerable<Record> Sentences(string file, Language language)
    {
        var (id, text, words, tags, at) = ("", "", new List<string>(), new List<string>(), 0);
        foreach (var (line, row) in File.ReadLines(file).Append("").Select((r, i) => (i + 1, r)))
        {
            if (row.StartsWith("# sent_id = ", StringComparison.Ordinal))
                id = row["# sent_id = ".Length..].Trim();
            else if (row.StartsWith("# text = ", StringComparison.Ordinal))
                text = row["# text = ".Length..];
            else if (row.Length == 0 && words.Count > 0)
            {
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
                (text, words, tags, at) = ("", [], [], 0);
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
