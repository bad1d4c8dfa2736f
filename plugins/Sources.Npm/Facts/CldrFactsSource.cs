using Clt.Plugins.Sources.Npm.Cldr;

namespace Clt.Plugins.Sources.Npm.Facts;

/// <summary>
/// Multiple-choice questions on facts of CLDR, the same items with the same options in every language; a half of the facts is for tests.
/// </summary>
/// <remarks>
/// Fields: <c>question</c>, which is <c>subject</c> and <c>asked</c> in two lines; <c>choices.0</c>, …; <c>answer</c>, the right option's
/// text; <c>relation</c>; <c>leaks</c>, tags of the languages in which the answer shares a stem with the question.
/// </remarks>
internal sealed class CldrFactsSource(FactSettings settings, bool? leaking) : ISource
{
    public SourceInfo Info =>
        new(
            "cldr-facts",
            "multiple-choice questions on territories, languages and scripts",
            settings.Languages,
            new Dictionary<string, string>(settings.Text)
            {
                ["leaking"] = leaking switch
                {
                    null => "all",
                    true => "only",
                    false => "none",
                },
            }
        );

    public string Fingerprint(SourceContext context) => settings.Fingerprint(context);

    public IEnumerable<Record> Read(SourceRequest request)
    {
        if (!settings.Languages.Contains(request.Language))
            return [];
        var book = settings.Book(request.Context);
        return Placed(book)
            .Where(p => book.Part(p.Fact) == request.Split)
            .Select(p => (p.Fact, p.Place, Leaks: book.Leaks(p.Fact)))
            .Where(p => leaking is null || p.Leaks.Count > 0 == leaking)
            .Select(p => Of(book, p.Fact, p.Place, p.Leaks, request.Language));
    }

    /// <summary>Facts with the place of the right option: every place equally often in each part and relation.</summary>
    private IEnumerable<(Fact Fact, int Place)> Placed(FactBook book) =>
        book
            .Facts.GroupBy(f => (f.Relation, book.Part(f)))
            .SelectMany(g =>
                g.OrderBy(f => settings.Seed.Stream($"cldr-facts/place/{f.ItemId}").Value).Select((f, i) => (f, i % settings.Choices))
            )
            .OrderBy(p => Relation.All.ToList().IndexOf(p.f.Relation))
            .ThenBy(p => p.f.Subject, StringComparer.Ordinal);

    private static Record Of(FactBook book, Fact fact, int place, IReadOnlyList<Language> leaks, Language language)
    {
        var fields = FactFields.Of(book, fact, language);
        fields["leaks"] = string.Join(' ', leaks.Select(l => l.Short));
        var options = book.Options(fact);
        // The right one is the first of the options; it changes places with the one at its place.
        for (var i = 0; i < options.Count; i++)
        {
            var shown =
                i == place ? options[0]
                : i == 0 ? options[place]
                : options[i];
            fields[$"choices.{i}"] = book.Names(language)[fact.Relation.Object, shown];
        }

        return new Record(fact.ItemId, language, fields);
    }
}
