namespace Clt.Plugins.Sources.Corpora;

/// <summary>
/// Intent classification and slot filling: MTOP (Li et al. 2021) as cut for cross-lingual continual learning (M'hamdi et al. 2023).
/// Requests in de, en, es, fr, hi and th, <c>train-xx.tsv</c>, <c>dev-xx.tsv</c> and <c>test-xx.tsv</c>, each line id, number of the
/// intent, words and BIO tags.
/// </summary>
/// <remarks>
/// Fields: <c>text</c>; <c>label</c>, the intent's number; <c>words</c>, one a line, with a space before each but the first;
/// <c>tags</c>. Items of different languages are not translations of each other.
/// </remarks>
internal sealed class Mtop : Corpus
{
    private readonly Dictionary<Language, List<string>> _files;

    public Mtop(string folder, IReadOnlyList<string>? expected)
        : this(folder, CorpusFiles.Find(folder, "*-*.tsv", n => Path.GetFileNameWithoutExtension(n).Split('-', 2)[1], expected)) { }

    private Mtop(string folder, Dictionary<Language, List<string>> files)
        : base(new SourceInfo("mtop", "requests with intent and slots", [.. files.Keys], new Dictionary<string, string>()), folder) =>
        _files = files;

    protected override IEnumerable<string> Files => _files.Values.SelectMany(f => f);

    public override IEnumerable<Record> Read(SourceRequest request)
    {
        var name = CorpusFiles.Name(request.Split);
        foreach (var file in _files.GetValueOrDefault(request.Language, []))
        {
            if (!Path.GetFileName(file).StartsWith($"{name}-", StringComparison.Ordinal))
                continue;
            foreach (var (line, text) in Lines(file))
            {
                var columns = text.Split('\t');
                var words = columns.Length == 4 ? columns[2].Split(' ') : [];
                if (words.Length == 0 || words.Length != columns[3].Split(' ').Length)
                {
                    throw new InputException(
                        "the line is not id, intent, words and a tag for each word",
                        $"{file}:{line}",
                        "Fetch the file again."
                    );
                }

                yield return new Record(
                    $"{Path.GetFileNameWithoutExtension(file)}-{line}",
                    request.Language,
                    new Dictionary<string, string>
                    {
                        ["text"] = columns[2],
                        ["label"] = columns[1],
                        ["words"] = string.Join("\n ", words),
                        ["tags"] = columns[3],
                    }
                );
            }
        }
    }
}
