using System.Collections.Concurrent;

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
    private readonly ConcurrentDictionary<string, IReadOnlyList<FactQuestion>> _questions = new(StringComparer.Ordinal);

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
        return _questions
            .GetOrAdd(request.Context.CacheFolder, _ => FactQuestions.Of(book, settings))
            .Where(q => book.Part(q.Fact) == request.Split)
            .Where(q => leaking is null || q.Leaks.Count > 0 == leaking)
            .Select(q => Of(book, q, request.Language));
    }

    private static Record Of(FactBook book, FactQuestion question, Language language)
    {
        var fields = FactFields.Of(book, question.Fact, language);
        fields["leaks"] = string.Join(' ', question.Leaks.Select(l => l.Short));
        for (var i = 0; i < question.Options.Count; i++)
            fields[$"choices.{i}"] = book.Names(language)[question.Fact.Relation.Object, question.Options[i]];
        return new Record(question.Fact.ItemId, language, fields);
    }
}
