using System.Globalization;
using System.Text.Json;

namespace Clt.Plugins.Sources.Corpora;

/// <summary>
/// Requests to an assistant with their intent and slots (Schuster et al. 2019, arXiv 1810.13327): <c>xx/train-xx.tsv</c>,
/// <c>xx/eval-xx.tsv</c> and <c>xx/test-xx.tsv</c> for each language xx; few-shot parts of the training files, which others drew (Liu et
/// al. 2020), are <c>xx/train-xx.3per.tsv</c> and so on.
/// </summary>
/// <remarks>
/// Fields: <c>text</c>; <c>label</c>, the intent; <c>words</c>, one a line, with the space before it that the text has; <c>tags</c>, with
/// spaces between: B- and I- with the slot's name, or O. Characters between the given words other than spaces are left out. A word is in
/// the first slot that it touches: some slots begin or end inside a word. Items of different languages are not translations of each other.
/// </remarks>
internal sealed class Dialogue : Corpus
{
    private readonly Dictionary<Language, string> _tags;
    private readonly HashSet<Language> _divided;
    private readonly int _percent;

    /// <param name="folder">The folder of the languages' folders.</param>
    /// <param name="divided">
    /// Languages whose eval file is divided into training and validation, since their training file is not there.
    /// </param>
    /// <param name="percent">
    /// The few-shot part that languages are trained on, in percent of their training file; 100 for the file. Not for those that are
    /// divided.
    /// </param>
    public Dialogue(string folder, IEnumerable<Language> divided, int percent = 100)
        : this(folder, Found(folder), [.. divided], percent) { }

    private Dialogue(string folder, Dictionary<Language, string> tags, HashSet<Language> divided, int percent)
        : base(
            new SourceInfo(
                "dialogue",
                "requests with intent and slots",
                [.. tags.Keys],
                new Dictionary<string, string>(percent == 100 ? [] : [KeyValuePair.Create("percent", $"{percent}")])
                {
                    ["divided"] = string.Join(' ', divided.Select(d => d.Code).Order(StringComparer.Ordinal)),
                }
            ),
            folder
        ) => (_tags, _divided, _percent) = (tags, divided, percent);

    protected override IEnumerable<string> Files =>
        _tags.SelectMany(l =>
            (_divided.Contains(l.Key) ? ["eval", "test"] : new[] { "train", "eval", "test" }).Select(s => PathOf(l.Value, s))
        );

    private string Few => _percent == 100 ? "" : $".{_percent}per";

    public override IEnumerable<Record> Read(SourceRequest request)
    {
        if (!_tags.TryGetValue(request.Language, out var tag))
            return [];
        if (request.Split == Split.Test)
            return Rows(tag, "test", request.Language);
        if (!_divided.Contains(request.Language))
            return Rows(tag, request.Split == Split.Train ? "train" : "eval", request.Language);
        var parts = new HashSplit(new Seed(1), Validation: 0.1, Test: 0);
        return Rows(tag, "eval", request.Language).Where(r => parts.Of(r.ItemId) == request.Split);
    }

    private static Dictionary<Language, string> Found(string folder)
    {
        var tags = Directory.Exists(folder)
            ? Directory
                .GetDirectories(folder)
                .Select(d => Path.GetFileName(d))
                .Where(t => File.Exists(Path.Combine(folder, t, $"test-{t}.tsv")))
                .ToList()
            : [];
        // Without files its languages are known all the same: what is missing is said when it is read.
        if (tags.Count == 0)
            tags = ["en", "es", "th"];
        return tags.Order(StringComparer.Ordinal).ToDictionary(Language.Parse);
    }

    private string PathOf(string tag, string split) => Path.Combine(Folder, tag, $"{split}-{tag}{(split == "train" ? Few : "")}.tsv");

    private IEnumerable<Record> Rows(string tag, string split, Language language)
    {
        var path = PathOf(tag, split);
        foreach (var (line, text) in Lines(path))
        {
            Dictionary<string, string> fields;
            try
            {
                fields = Fields(text.Split('\t'));
            }
            catch (Exception e)
                when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
            {
                throw new InputException(
                    $"the line is not intent, slots, text, locale and words: {e.Message}",
                    $"{path}:{line}",
                    "Put tabs between the five; fetch the file again.",
                    e
                );
            }

            yield return new Record($"{tag}-{split}{(split == "train" ? Few : "")}-{line}", language, fields);
        }
    }

    private static Dictionary<string, string> Fields(string[] columns)
    {
        if (columns.Length != 5)
            throw new FormatException($"there are {columns.Length} columns");
        var (text, slots) = (columns[2], Slots(columns[1]));
        using var json = JsonDocument.Parse(columns[4]);
        var spans = json
            .RootElement.GetProperty("tokenizations")[0]
            .GetProperty("tokenSpans")
            .EnumerateArray()
            .Select(s => (Start: s.GetProperty("start").GetInt32(), Length: s.GetProperty("length").GetInt32()))
            .ToList();
        var (words, tags, end) = (new List<string>(), new List<string>(), 0);
        var before = -1;
        foreach (var (start, length) in spans)
        {
            // A few words of the files are a space.
            if (string.IsNullOrWhiteSpace(text.Substring(start, length)))
                continue;
            var space = text[end..start].Any(char.IsWhiteSpace) ? " " : "";
            words.Add(space + text.Substring(start, length));
            end = start + length;
            var slot = slots.FindIndex(s => start < s.End && end > s.Start);
            tags.Add(slot < 0 ? "O" : (slot == before ? "I-" : "B-") + slots[slot].Name);
            before = slot;
        }

        return new Dictionary<string, string>
        {
            ["text"] = text.Trim(),
            ["label"] = columns[0],
            ["words"] = string.Join('\n', words),
            ["tags"] = string.Join(' ', tags),
        };
    }

    private static List<(int Start, int End, string Name)> Slots(string text) =>
        [
            .. text.Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(s => s.Split(':', 3))
                .Select(s => (Number(s[0]), Number(s[1]), s[2])),
        ];

    /// <summary>A slot of the files begins two characters before its text.</summary>
    private static int Number(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
