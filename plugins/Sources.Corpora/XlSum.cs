using System.Text.Json;

namespace Clt.Plugins.Sources.Corpora;

/// <summary>
/// XL-Sum (Hasan et al. 2021) as its archives unpack: <c>english_train.jsonl</c>, <c>english_val.jsonl</c>, <c>english_test.jsonl</c>, ….
/// </summary>
internal sealed class XlSum : Corpus
{
    /// <summary>The 45 names of languages in files' names.</summary>
    private static readonly Dictionary<string, string> Names = new()
    {
        ["amharic"] = "am",
        ["arabic"] = "ar",
        ["azerbaijani"] = "az",
        ["bengali"] = "bn",
        ["burmese"] = "my",
        ["chinese_simplified"] = "zh",
        ["chinese_traditional"] = "zh-Hant",
        ["english"] = "en",
        ["french"] = "fr",
        ["gujarati"] = "gu",
        ["hausa"] = "ha",
        ["hindi"] = "hi",
        ["igbo"] = "ig",
        ["indonesian"] = "id",
        ["japanese"] = "ja",
        ["kirundi"] = "rn",
        ["korean"] = "ko",
        ["kyrgyz"] = "ky",
        ["marathi"] = "mr",
        ["nepali"] = "ne",
        ["oromo"] = "om",
        ["pashto"] = "ps",
        ["persian"] = "fa",
        ["pidgin"] = "pcm",
        ["portuguese"] = "pt",
        ["punjabi"] = "pa",
        ["russian"] = "ru",
        ["scottish_gaelic"] = "gd",
        ["serbian_cyrillic"] = "sr",
        ["serbian_latin"] = "sr-Latn",
        ["sinhala"] = "si",
        ["somali"] = "so",
        ["spanish"] = "es",
        ["swahili"] = "sw",
        ["tamil"] = "ta",
        ["telugu"] = "te",
        ["thai"] = "th",
        ["tigrinya"] = "ti",
        ["turkish"] = "tr",
        ["ukrainian"] = "uk",
        ["urdu"] = "ur",
        ["uzbek"] = "uz",
        ["vietnamese"] = "vi",
        ["welsh"] = "cy",
        ["yoruba"] = "yo",
    };

    private readonly Dictionary<Language, string> _names;

    public XlSum(string folder)
        : this(folder, Found(folder)) { }

    private XlSum(string folder, Dictionary<Language, string> names)
        : base(
            new SourceInfo(
                "xl-sum",
                "news articles and their summaries in one sentence",
                [.. names.Keys],
                new Dictionary<string, string>()
            ),
            folder
        ) => _names = names;

    protected override IEnumerable<string> Files =>
        _names.Values.SelectMany(n => new[] { "train", "val", "test" }.Select(s => PathOf(n, s)));

    public override IEnumerable<Record> Read(SourceRequest request)
    {
        if (!_names.TryGetValue(request.Language, out var name))
            yield break;
        var path = PathOf(name, Named(request.Split));
        foreach (var (line, text) in Lines(path))
            yield return Article(text, request.Language, $"{path}:{line}");
    }

    private static string Named(Split split) =>
        split switch
        {
            Split.Train => "train",
            Split.Validation => "val",
            Split.Test => "test",
            _ => throw new ArgumentOutOfRangeException(nameof(split), split, "There is no such split."),
        };

    private static Dictionary<Language, string> Found(string folder)
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*_test.jsonl").Order(StringComparer.Ordinal).ToList() : [];
        var names = files.Select(f => Path.GetFileName(f)[..^"_test.jsonl".Length]).ToList();
        // Without files its languages are known all the same: what is missing is said when it is read.
        if (names.Count == 0)
            names = [.. Names.Keys];
        return names.Where(Names.ContainsKey).ToDictionary(n => Language.Parse(Names[n]));
    }

    private string PathOf(string name, string split) => Path.Combine(Folder, $"{name}_{split}.jsonl");

    private static Record Article(string line, Language language, string where)
    {
        try
        {
            using var row = JsonDocument.Parse(line);
            string Field(string name) => row.RootElement.GetProperty(name).GetString()!;
            return new Record(
                Field("id"),
                language,
                new Dictionary<string, string>
                {
                    ["title"] = Field("title"),
                    ["text"] = Field("text"),
                    ["summary"] = Field("summary"),
                }
            );
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InputException("the line is not an XL-Sum record", where, "Fetch the archive again.", e);
        }
    }
}
