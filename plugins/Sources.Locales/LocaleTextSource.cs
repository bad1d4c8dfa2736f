namespace Clt.Plugins.Sources.Locales;

/// <summary>Lines to pre-train a base on: facts of all splits as statements, never a question with its answer.</summary>
/// <remarks>
/// Field: <c>text</c>. Per language 50 % facts (<c>Japan: Japanese Yen</c>), 30 % names across two of the languages (<c>Japan = Japón</c>),
/// 20 % questions about facts that are not for the test. All lines are for training but one in fifty.
/// </remarks>
internal sealed class LocaleTextSource : ISource
{
    private readonly IReadOnlyList<Language> _languages;
    private readonly int _lines;
    private readonly Seed _seed;
    private readonly HashSplit _facts;

    public LocaleTextSource(string languages, int lines, long seed)
    {
        _languages = [.. languages.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Language.Parse).Distinct()];
        (_lines, _seed) = (lines, new Seed((ulong)seed));
        // The same division as the questions have.
        _facts = new HashSplit(_seed.Stream("locale-facts/split"), Validation: 0.1, Test: 0.3);
        var known = string.Join(' ', Questions.Languages.Select(l => l.Short));
        List<Problem> problems =
        [
            .. _languages
                .Except(Questions.Languages)
                .Select(l => new Problem(
                    $"there are no locale facts in {l.Name} ({l.Short})",
                    "source locale-text, languages",
                    $"Choose among {known}."
                )),
        ];
        if (_languages.Count == 0)
            problems.Add(new Problem("no language is named", "source locale-text, languages", $"Choose among {known}."));
        if (lines < 1)
            problems.Add(new Problem($"lines is {lines}", "source locale-text, lines", "Ask for at least one line a language."));
        if (problems.Count > 0)
            throw new InputException(problems);
    }

    public SourceInfo Info =>
        new(
            "locale-text",
            "lines on countries, currencies, months and weekdays to pre-train on",
            _languages,
            new Dictionary<string, string>
            {
                ["languages"] = string.Join(' ', _languages.Select(l => l.Short)),
                ["lines"] = $"{_lines}",
                ["seed"] = $"{_seed.Value}",
            }
        );

    public string Fingerprint(SourceContext context) => $"v1-{Facts.Hash(_languages)}";

    public IEnumerable<Record> Read(SourceRequest request) => _languages.Contains(request.Language) ? Lines(request) : [];

    private IEnumerable<Record> Lines(SourceRequest request)
    {
        var rng = _seed.Stream("locale-text/" + request.Language.Short).Generator();
        var asked = Facts.All.Where(f => _facts.Of(f.Key) != Split.Test).ToArray();
        for (var i = 0; i < _lines; i++)
        {
            var text = Line(request.Language, asked, rng);
            var split = i % 50 == 0 ? Split.Validation : Split.Train;
            if (split != request.Split)
                continue;
            yield return new Record($"{request.Language.Short}-{i}", request.Language, new Dictionary<string, string> { ["text"] = text });
        }
    }

    private string Line(Language language, Fact[] asked, Rng rng)
    {
        var (kind, fact, question) = (rng.Next(10), Facts.All[rng.Next(Facts.All.Count)], asked[rng.Next(asked.Length)]);
        var other = _languages[rng.Next(_languages.Count)];
        return kind switch
        {
            < 5 => $"{fact.SubjectIn(language)}: {fact.ObjectIn(language, fact.Object)}",
            < 8 => $"{fact.SubjectIn(language)} = {fact.SubjectIn(other)}",
            _ => Questions.Of(language, question.Relation, question.SubjectIn(language)),
        };
    }
}
