namespace Clt.Plugins.Sources.Npm.Facts;

/// <summary>A multiple-choice question by codes, the same in every language.</summary>
/// <param name="Fact">What is asked.</param>
/// <param name="Options">Answers in the order in which they are shown, the right one among them.</param>
/// <param name="Leaks">Languages in which the answer can be guessed from the question.</param>
internal sealed record FactQuestion(Fact Fact, IReadOnlyList<string> Options, IReadOnlyList<Language> Leaks);

/// <summary>Makes the questions on all facts of a book.</summary>
internal static class FactQuestions
{
    /// <summary>
    /// In the order of the facts. The right option stands at every place equally often in each part and relation; a fact for which there
    /// are not enough answers with names of their own in every language is left out.
    /// </summary>
    public static IReadOnlyList<FactQuestion> Of(FactBook book, FactSettings settings)
    {
        var asked = book
            .Facts.Select(f => new FactQuestion(f, book.Options(f), book.Leaks(f)))
            .Where(q => q.Options.Count == settings.Choices)
            .ToList();
        var places = asked
            .GroupBy(q => (q.Fact.Relation, book.Part(q.Fact)))
            .SelectMany(g => g.OrderBy(q => settings.Seed.Stream($"cldr-facts/place/{q.Fact.ItemId}").Value).Index())
            .ToDictionary(q => q.Item.Fact, q => q.Index % settings.Choices);
        return [.. asked.Select(q => q with { Options = Placed(q.Options, places[q.Fact]) })];
    }

    /// <summary>The first option, the right one, changes places with another.</summary>
    private static string[] Placed(IReadOnlyList<string> options, int place)
    {
        string[] shown = [.. options];
        (shown[0], shown[place]) = (shown[place], shown[0]);
        return shown;
    }
}
