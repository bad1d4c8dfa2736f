using System.Text.Json;

namespace Clt.Plugins.Sources.Corpora;

/// <summary>MGSM (Shi et al. 2022): 250 problems, the same in every language, as <c>mgsm_xx.tsv</c>; its eight solved exemplars are the training
/// part.</summary>
/// <remarks>A language without exemplars of its own (a translation that a user supplies) has a test part only.</remarks>
internal sealed class Mgsm : Corpus
{
    private const string Exemplars = "exemplars.json";
    private readonly Dictionary<Language, string> _files;

    public Mgsm(string folder, string? translations)
        : this(folder, Found(folder, translations))
    {
    }

    private Mgsm(string folder, Dictionary<Language, string> files)
        : base(new SourceInfo("mgsm", "grade-school problems in eleven languages and more", [.. files.Keys], new Dictionary<string, string>()), folder) =>
        _files = files;

    protected override IEnumerable<string> Files => [.. _files.Values, Path.Combine(Folder, Exemplars)];

    public override IEnumerable<Record> Read(SourceRequest request)
    {
        if (!_files.TryGetValue(request.Language, out var file)) return [];
        return request.Split switch
        {
            Split.Train => Solved(request.Language),
            Split.Test => Tested(file, request.Language),
            _ => [],
        };
    }

    private static Dictionary<Language, string> Found(string folder, string? translations)
    {
        var files = new[] { folder, translations }.OfType<string>().Where(Directory.Exists).SelectMany(f => Directory.GetFiles(f, "mgsm_*.tsv"))
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

        if (files.Any() == false) problems.Add(new Problem("there is no mgsm_xx.tsv", Path.GetFullPath(folder), "Give the folder of MGSM."));
        return problems.Count == 0 ? found : throw new InputException(problems);
    }

    private static IEnumerable<Record> Tested(string file, Language language)
    {
        foreach (var (line, text) in Lines(file))
        {
            var tab = text.LastIndexOf('\t');
            if (tab < 1) throw new InputException("the line is not question, tab, answer", $"{file}:{line}", "Put a tab between them.");
            yield return new Record($"mgsm-{line}", language, new Dictionary<string,
                string>
            { ["question"] = text[..tab], ["answer"] = text[(tab + 1)..].Trim() });
        }
    }

    private IEnumerable<Record> Solved(Language language)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, Exemplars)));
        foreach (var tag in document.RootElement.GetProperty("MGSM_EXEMPLARS").EnumerateObject().Where(l => Language.Parse(l.Name) == language))
        {
            foreach (var item in tag.Value.EnumerateObject())
            {
                yield return new Record($"exemplar-{item.Name}", language, new Dictionary<string, string>
                {
                    ["question"] = Unlabelled(item.Value, "q"),
                    ["solution"] = Unlabelled(item.Value, "a"),
                });
            }
        }
    }

    /// <summary>The text after its label: <c>Question: …</c>; the task puts the label there again.</summary>
    private static string Unlabelled(JsonElement item, string name)
    {
        var text = item.GetProperty(name).GetString()!;
        return text[(text.IndexOfAny([':', '：']) + 1)..].Trim();
    }
}
