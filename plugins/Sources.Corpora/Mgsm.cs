using System.Text.Json;

namespace Clt.Plugins.Sources.Corpora;

/// <summary>MGSM (Shi et al. 2022): 250 problems, the same in every language, as <c>mgsm_xx.tsv</c>; its eight solved exemplars are the
/// training part.</summary>
/// <remarks>A language without exemplars of its own (a translation that a user supplies) has a test part only.</remarks>
internal sealed class Mgsm : Corpus
{
    private const string Json = "exemplars.json";
    private const string Python = "exemplars.py";
    private const string Variable = "MGSM_EXEMPLARS";
    private static readonly string[] Official = ["bn", "de", "en", "es", "fr", "ja", "ru", "sw", "te", "th", "zh"];
    private readonly Dictionary<Language, string> _files;

    public Mgsm(string folder, string? translations, string further)
        : this(folder, Found(folder, translations, further)) { }

    private Mgsm(string folder, Dictionary<Language, string> files)
        : base(
            new SourceInfo("mgsm", "grade-school problems in eleven languages and more", [.. files.Keys], new Dictionary<string, string>()),
            folder
        ) => _files = files;

    protected override IEnumerable<string> Files => [.. _files.Values, Exemplars];

    /// <summary>As Google publishes them, a Python source, or as JSON.</summary>
    private string Exemplars => Path.Combine(Folder, Python) is var source && File.Exists(source) ? source : Path.Combine(Folder, Json);

    public override IEnumerable<Record> Read(SourceRequest request)
    {
        if (!_files.TryGetValue(request.Language, out var file))
            return [];
        return request.Split switch
        {
            Split.Train => Solved(request.Language),
            Split.Test => Tested(file, request.Language),
            Split.Validation => [],
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.Split, "There is no such split."),
        };
    }

    private static Dictionary<Language, string> Found(string folder, string? translations, string further)
    {
        var files = new[] { folder, translations }
            .OfType<string>()
            .Where(Directory.Exists)
            .SelectMany(f => Directory.GetFiles(f, "mgsm_*.tsv"))
            .Order(StringComparer.Ordinal);
        var found = new Dictionary<Language, string>();
        var problems = new List<Problem>();
        foreach (var file in files)
        {
            if (!Language.TryParse(Path.GetFileNameWithoutExtension(file)["mgsm_".Length..], out var language))
                problems.Add(new Problem("the name tells no language", file, "Name it mgsm_xx.tsv, xx being a tag such as ko."));
            else if (!found.TryAdd(language, Path.GetFullPath(file)))
                problems.Add(new Problem($"a second file of {language.Short}", file, "Keep one."));
        }

        // Without files its languages are known all the same: what is missing is said when it is read.
        foreach (var tag in found.Count == 0 ? Official : [])
            found[Language.Parse(tag)] = Path.GetFullPath(Path.Combine(folder, $"mgsm_{tag}.tsv"));
        foreach (var tag in further.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            found.TryAdd(Language.Parse(tag), Path.GetFullPath(Path.Combine(translations ?? folder, $"mgsm_{tag}.tsv")));
        return problems.Count == 0 ? found : throw new InputException(problems);
    }

    private static IEnumerable<Record> Tested(string file, Language language)
    {
        foreach (var (line, text) in Lines(file))
        {
            var tab = text.LastIndexOf('\t');
            if (tab < 1)
                throw new InputException("the line is not question, tab, answer", $"{file}:{line}", "Put a tab between them.");
            yield return new Record(
                $"mgsm-{line}",
                language,
                new Dictionary<string, string> { ["question"] = text[..tab], ["answer"] = text[(tab + 1)..].Trim() }
            );
        }
    }

    private IEnumerable<Record> Solved(Language language)
    {
        var path = Exemplars;
        if (!File.Exists(path))
            throw new InputException("there is no such file", path, "Give the folder of MGSM.");
        using var document = Parsed(path);
        var all = path.EndsWith(Python, StringComparison.Ordinal) ? document.RootElement : document.RootElement.GetProperty(Variable);
        foreach (var tag in all.EnumerateObject().Where(l => Language.Parse(l.Name) == language))
        {
            foreach (var item in tag.Value.EnumerateObject())
            {
                yield return new Record(
                    $"exemplar-{item.Name}",
                    language,
                    new Dictionary<string, string>
                    {
                        ["question"] = Unlabelled(item.Value, "q"),
                        ["solution"] = Unlabelled(item.Value, "a"),
                    }
                );
            }
        }
    }

    private static JsonDocument Parsed(string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            return path.EndsWith(Python, StringComparison.Ordinal) ? PythonLiteral.Parse(text, Variable) : JsonDocument.Parse(text);
        }
        catch (JsonException e)
        {
            throw new InputException($"its exemplars cannot be read: {e.Message}", path, "Fetch the file again.", e);
        }
    }

    /// <summary>The text after its label: <c>Question: …</c>; the task puts the label there again.</summary>
    private static string Unlabelled(JsonElement item, string name)
    {
        var text = item.GetProperty(name).GetString()!;
        return text[(text.IndexOfAny([':', '：']) + 1)..].Trim();
    }
}
