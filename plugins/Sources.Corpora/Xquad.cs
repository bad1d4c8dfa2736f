using System.Globalization;
using System.Text.Json;

namespace Clt.Plugins.Sources.Corpora;

/// <summary>
/// Extractive question answering: XQuAD (Artetxe et al. 2020), <c>xquad.xx.json</c> in SQuAD's form, the same questions in every language.
/// </summary>
/// <remarks>
/// Fields: <c>context</c>; <c>question</c>; <c>answer</c>, a part of the context; <c>start</c>, where it begins there, in code points.
/// </remarks>
internal sealed class Xquad : Corpus
{
    private readonly Dictionary<Language, List<string>> _files;
    private readonly bool _divided;

    public Xquad(string folder, bool divided, IReadOnlyList<string>? expected)
        : this(folder, CorpusFiles.Find(folder, "xquad.*.json", n => n.Split('.')[1], expected), divided) { }

    private Xquad(string folder, Dictionary<Language, List<string>> files, bool divided)
        : base(new SourceInfo("xquad", "questions on paragraphs", [.. files.Keys], CorpusFiles.Settings(divided)), folder) =>
        (_files, _divided) = (files, divided);

    protected override IEnumerable<string> Files => _files.Values.SelectMany(f => f);

    public override IEnumerable<Record> Read(SourceRequest request)
    {
        if (!_divided && request.Split != Split.Test)
            return [];
        return _files.GetValueOrDefault(request.Language, []).SelectMany(f => Questions(f, request));
    }

    private List<Record> Questions(string file, SourceRequest request)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            List<Record> records = [];
            var paragraph = 0;
            var articles = document.RootElement.GetProperty("data").EnumerateArray();
            foreach (var part in articles.SelectMany(a => a.GetProperty("paragraphs").EnumerateArray()))
            {
                // By paragraph: no part may have a question on a text of another.
                if (!_divided || CorpusFiles.Parts.Of($"paragraph-{paragraph}") == request.Split)
                    records.AddRange(Questions(part, request.Language));
                paragraph++;
            }

            return records;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new InputException($"it is not a file of XQuAD: {e.Message}", file, "Fetch the file again.", e);
        }
    }

    private static IEnumerable<Record> Questions(JsonElement paragraph, Language language)
    {
        var context = paragraph.GetProperty("context").GetString()!;
        foreach (var question in paragraph.GetProperty("qas").EnumerateArray())
        {
            var answer = question.GetProperty("answers")[0];
            yield return new Record(
                question.GetProperty("id").GetString()!,
                language,
                new Dictionary<string, string>
                {
                    ["context"] = context,
                    ["question"] = question.GetProperty("question").GetString()!,
                    ["answer"] = answer.GetProperty("text").GetString()!,
                    ["start"] = answer.GetProperty("answer_start").GetInt32().ToString(CultureInfo.InvariantCulture),
                }
            );
        }
    }
}
