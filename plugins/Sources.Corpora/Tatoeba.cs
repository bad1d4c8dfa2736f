namespace Clt.Plugins.Sources.Corpora;

/// <summary>
/// Tatoeba's bitext retrieval test set (Artetxe and Schwenk 2019), as in LASER and XTREME: <c>tatoeba.xxx-eng.xxx</c> beside
/// <c>tatoeba.xxx-eng.eng</c>, line for line each other's translation. Languages have different sentences.
/// </summary>
/// <remarks>Fields: <c>text</c>; <c>translation</c>, the English one.</remarks>
internal sealed class Tatoeba : Corpus
{
    private readonly Dictionary<Language, List<string>> _files;
    private readonly bool _divided;

    public Tatoeba(string folder, bool divided, IReadOnlyList<string>? expected)
        : this(folder, CorpusFiles.Find(folder, "tatoeba.*", Tag, expected), divided) { }

    private Tatoeba(string folder, Dictionary<Language, List<string>> files, bool divided)
        : base(
            new SourceInfo("tatoeba", "sentences beside their English translation", [.. files.Keys], CorpusFiles.Settings(divided)),
            folder
        ) => (_files, _divided) = (files, divided);

    protected override IEnumerable<string> Files => _files.Values.SelectMany(f => f).SelectMany(f => new[] { f, English(f) });

    public override IEnumerable<Record> Read(SourceRequest request)
    {
        if (!_divided && request.Split != Split.Test)
            yield break;
        foreach (var file in _files.GetValueOrDefault(request.Language, []))
        {
            var (texts, translations) = (File.ReadAllLines(file), File.ReadAllLines(English(file)));
            if (texts.Length != translations.Length)
            {
                throw new InputException(
                    $"{texts.Length} sentences stand beside {translations.Length} translations",
                    file,
                    "Fetch both files again."
                );
            }

            foreach (var (text, i) in texts.Select((t, i) => (t, i)))
            {
                var id = $"{request.Language.Code}-{i + 1}";
                if (_divided && CorpusFiles.Parts.Of(id) != request.Split)
                    continue;
                yield return new Record(
                    id,
                    request.Language,
                    new Dictionary<string, string> { ["text"] = text, ["translation"] = translations[i] }
                );
            }
        }
    }

    private static string? Tag(string name) => name.EndsWith(".eng", StringComparison.Ordinal) ? null : name.Split('.')[^1];

    private static string English(string file) => Path.ChangeExtension(file, "eng");
}
