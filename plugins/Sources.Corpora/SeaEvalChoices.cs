using System.Text.Json;

namespace Clt.Plugins.Sources.Corpora;

/// <summary>
/// Cross-MMLU and Cross-LogiQA in SeaEval's layout (Wang et al. 2024): a JSON list of items, each with its <c>id</c> and, under the English
/// name of each language, <c>question</c>, <c>choices</c>, <c>answer</c> (one of them) and, in Cross-LogiQA, <c>context</c>.
/// </summary>
/// <remarks>
/// Fields: <c>question</c>, <c>choices.0</c>, …, <c>answer</c>, and <c>context</c> where there is one. All are test items.
/// </remarks>
internal sealed class SeaEvalChoices : Corpus
{
    private readonly string _file;

    public SeaEvalChoices(string path)
        : this(path, Languages(path)) { }

    private SeaEvalChoices(string path, IReadOnlyList<Language> languages)
        : base(
            new SourceInfo("seaeval-choices", "questions with options in several languages", languages, new Dictionary<string, string>()),
            Path.GetDirectoryName(Path.GetFullPath(path))!
        ) => _file = Path.GetFullPath(path);

    protected override IEnumerable<string> Files => [_file];

    public override IEnumerable<Record> Read(SourceRequest request) =>
        request.Split != Split.Test
            ? []
            : Items(
                _file,
                (item, number) =>
                    item.EnumerateObject()
                        .Where(p => Named(p.Name) == request.Language)
                        .Select(p => Of(p.Value, item.TryGetProperty("id", out var id) ? $"{id}" : $"{number}", request.Language))
            );

    private static Record Of(JsonElement item, string id, Language language)
    {
        var fields = new Dictionary<string, string>
        {
            ["question"] = item.GetProperty("question").GetString()!,
            ["answer"] = item.GetProperty("answer").GetString()!,
        };
        if (item.TryGetProperty("context", out var context))
            fields["context"] = context.GetString()!;
        foreach (var choice in item.GetProperty("choices").EnumerateArray())
            fields[$"choices.{fields.Keys.Count(k => k.StartsWith("choices.", StringComparison.Ordinal))}"] = choice.GetString()!;
        return new Record(id, language, fields);
    }

    /// <summary>The languages of the first item; those that the table does not name are passed over, as any other key is.</summary>
    private static IReadOnlyList<Language> Languages(string path)
    {
        if (!File.Exists(path))
            throw new InputException("there is no such file", path, "Give a file of SeaEval's, such as cross_mmlu.json.");
        List<Language> found =
        [
            .. Items(path, (item, _) => item.EnumerateObject().Select(p => Named(p.Name))).OfType<Language>().Distinct(),
        ];
        return found.Count > 0
            ? found
            : throw new InputException(
                "no item has a language by its English name",
                path,
                "Give a file of SeaEval's, such as cross_mmlu.json."
            );
    }

    private static Language? Named(string name) => Language.All.FirstOrDefault(l => l.Name == name);

    private static List<T> Items<T>(string path, Func<JsonElement, int, IEnumerable<T>> read)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            return [.. document.RootElement.EnumerateArray().SelectMany(read)];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InputException($"it is not in SeaEval's layout: {e.Message}", path, "Give a file such as cross_mmlu.json.", e);
        }
    }
}
