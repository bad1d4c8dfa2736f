using Clt.Plugins.Sources.Npm.Cldr;

namespace Clt.Plugins.Sources.Npm.Facts;

/// <summary>
/// The facts that all languages of a source have names for, with no answer oftener than a bound, divided into parts.
/// </summary>
internal sealed class FactBook
{
    private readonly FactSettings _settings;
    private readonly CldrData _data;
    private readonly HashSplit _split;
    private readonly Dictionary<string, string> _nouns;

    /// <exception cref="InputException">A relation has too few answers that all languages name for a question's options.</exception>
    public FactBook(FactSettings settings, CldrData data)
    {
        (_settings, _data) = (settings, data);
        _split = new HashSplit(settings.Seed.Stream("cldr-facts/split"), Validation: 0.05, Test: 0.5);
        Facts = [.. settings.Relations.SelectMany(Kept)];
        _nouns = Nouns();
        var problems = new Problems();
        foreach (var relation in settings.Relations)
        {
            var answers = Facts.Where(f => f.Relation == relation).Select(f => f.Object).Distinct().Count();
            var all = $"all {settings.Languages.Count} languages";
            var least = settings.Languages.MinBy(l => Named(relation, l))!;
            problems.Check(
                answers >= settings.Choices,
                $"the relation '{relation.Name}' has {answers} answer{(answers == 1 ? "" : "s")} that {all} name, "
                    + $"but a question has {settings.Choices} options",
                "source cldr-facts",
                $"Leave the relation out, or the language that CLDR has fewest names in ({least.Short}), or ask for fewer options."
            );
        }

        problems.ThrowIfAny();
    }

    /// <summary>All, relation by relation, in the order of their codes.</summary>
    public IReadOnlyList<Fact> Facts { get; }

    /// <summary>The part of a fact's question.</summary>
    public Split Part(Fact fact) => _split.Of(fact.ItemId);

    /// <summary>The names in a language.</summary>
    public CldrNames Names(Language language) => _data.In(language);

    /// <summary>Languages in which a fact's answer can be guessed from the question.</summary>
    public IReadOnlyList<Language> Leaks(Fact fact) =>
        [.. _settings.Languages.Where(l => Stems.Shared(Question(fact, l), Answer(fact, l)))];

    /// <summary>The subject in its frame, a line feed, and the answer's frame.</summary>
    public string Question(Fact fact, Language language) =>
        $"{Names(language).Framed(fact.Relation.Subject, fact.Subject)}\n{Names(language).Asked(fact.Relation.Object)}";

    /// <summary>The answer's name.</summary>
    public string Answer(Fact fact, Language language) => Names(language)[fact.Relation.Object, fact.Object];

    /// <summary>
    /// The right answer among others, the same in every language: answers of other facts of the relation, of the same noun where there are
    /// enough (a dollar among dollars), drawn as often as they answer something, with names of their own in every language.
    /// </summary>
    public IReadOnlyList<string> Options(Fact fact)
    {
        var rng = _settings.Seed.Stream($"cldr-facts/options/{fact.ItemId}").Generator();
        var others = Facts.Where(f => f.Relation == fact.Relation).Select(f => f.Object).ToArray();
        rng.Shuffle(others.AsSpan());
        var noun = _nouns[fact.Object];
        List<string> options = [fact.Object];
        foreach (var other in others.OrderBy(o => _nouns[o] == noun ? 0 : 1).Distinct())
        {
            if (options.Count < _settings.Choices && options.All(o => Differ(fact.Relation, o, other)))
                options.Add(other);
        }

        return options;
    }

    private bool Differ(Relation relation, string a, string b) =>
        _settings.Languages.All(l => Names(l)[relation.Object, a] != Names(l)[relation.Object, b]);

    private int Named(Relation relation, Language language) =>
        Math.Min(Names(language).Count(relation.Subject), Names(language).Count(relation.Object));

    /// <summary>
    /// A relation's facts with names in all languages; of facts with one answer so many at most, by the hash of their names.
    /// </summary>
    private IEnumerable<Fact> Kept(Relation relation) =>
        CldrRelations
            .Of(relation, _data)
            .Where(f => _settings.Languages.All(l => Names(l).Has(relation.Subject, f.Subject) && Names(l).Has(relation.Object, f.Object)))
            .GroupBy(f => f.Object)
            .SelectMany(g => g.OrderBy(f => _settings.Seed.Stream($"cldr-facts/kept/{f.ItemId}").Value).Take(_settings.Most))
            .OrderBy(f => f.Subject, StringComparer.Ordinal);

    /// <summary>
    /// The noun of each answer: a currency's last word in English, where enough currencies have it; else none, which is a noun too.
    /// </summary>
    private Dictionary<string, string> Nouns()
    {
        var english = Names(FactSettings.English);
        string Last(Fact f) =>
            f.Relation == Relation.Currency ? english[NameKind.Currency, f.Object].Split(' ')[^1].ToLowerInvariant() : "";
        var nouns = Facts.DistinctBy(f => f.Object).ToDictionary(f => f.Object, Last, StringComparer.Ordinal);
        var frequent = nouns.Values.CountBy(n => n).Where(n => n.Value >= _settings.Choices).Select(n => n.Key).ToHashSet();
        return nouns.ToDictionary(n => n.Key, n => frequent.Contains(n.Value) ? n.Value : "", StringComparer.Ordinal);
    }
}
