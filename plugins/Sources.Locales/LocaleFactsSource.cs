namespace Clt.Plugins.Sources.Locales;

/// <summary>Multiple-choice questions on locale facts, the same items with the same options in every language.</summary>
/// <remarks>
/// Fields: <c>question</c>, <c>choices.0</c>, …, <c>answer</c> (the right option's text), <c>relation</c>, <c>subject</c>. Of the facts 60
/// % are for training, 10 % for validation, 30 % for the test; facts about one currency are in one part.
/// </remarks>
internal sealed class LocaleFactsSource : ISource
{
    private static readonly string[] Relations = ["currency", "country", "month", "weekday"];

    private readonly IReadOnlyList<string> _relations;
    private readonly int _choices;
    private readonly Seed _seed;
    private readonly HashSplit _split;

    public LocaleFactsSource(string relations, int choices, long seed)
    {
        _relations = relations.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        (_choices, _seed) = (choices, new Seed((ulong)seed));
        _split = new HashSplit(_seed.Stream("locale-facts/split"), Validation: 0.1, Test: 0.3);
        List<Problem> problems =
        [
            .. _relations
                .Except(Relations)
                .Select(r => new Problem(
                    $"there are no facts of the relation '{r}'",
                    "source locale-facts, relations",
                    Suggest.DidYouMean(r, Relations, $"There are: {string.Join(" ", Relations)}.")
                )),
        ];
        if (_relations.Count == 0)
        {
            problems.Add(
                new Problem("no relation is named", "source locale-facts, relations", $"Name some of {string.Join(" ", Relations)}.")
            );
        }

        if (choices is < 2 or > 7)
            problems.Add(new Problem($"choices is {choices}", "source locale-facts, choices", "Give 2 to 7: a week has no more days."));
        if (problems.Count > 0)
            throw new InputException(problems);
    }

    public SourceInfo Info =>
        new(
            "locale-facts",
            "multiple-choice questions on countries, currencies, months and weekdays",
            Questions.Languages,
            new Dictionary<string, string>
            {
                ["relations"] = string.Join(' ', _relations),
                ["choices"] = $"{_choices}",
                ["seed"] = $"{_seed.Value}",
            }
        );

    public string Fingerprint(SourceContext context) => $"v1-{Facts.Hash(Questions.Languages)}";

    public IEnumerable<Record> Read(SourceRequest request)
    {
        if (!Questions.Languages.Contains(request.Language))
            return [];
        return Facts
            .All.Where(f => _relations.Contains(f.Relation) && _split.Of(f.Key) == request.Split)
            .Select(f => Of(f, request.Language));
    }

    private Record Of(Fact fact, Language language)
    {
        var fields = new Dictionary<string, string>
        {
            ["question"] = Questions.Of(language, fact.Relation, fact.SubjectIn(language)),
            ["answer"] = fact.ObjectIn(language, fact.Object),
            ["relation"] = fact.Relation,
            ["subject"] = fact.SubjectIn(language),
        };
        var options = Options(fact);
        for (var i = 0; i < options.Length; i++)
            fields[$"choices.{i}"] = fact.ObjectIn(language, options[i]);
        return new Record(fact.ItemId, language, fields);
    }

    /// <summary>
    /// The right answer among others of the relation, whose names differ in every language, in an order of the item's own.
    /// </summary>
    private string[] Options(Fact fact)
    {
        var rng = _seed.Stream($"locale-facts/{fact.ItemId}").Generator();
        var others = Facts.All.Where(f => f.Relation == fact.Relation).Select(f => f.Object).Distinct().ToArray();
        rng.Shuffle(others.AsSpan());
        List<string> options = [fact.Object];
        foreach (var other in others)
        {
            if (options.Count == _choices)
                break;
            if (options.All(o => Questions.Languages.All(l => fact.ObjectIn(l, o) != fact.ObjectIn(l, other))))
                options.Add(other);
        }

        var shown = options.ToArray();
        rng.Shuffle(shown.AsSpan());
        return shown;
    }
}
