namespace Clt.Recipes.Data;

/// <summary>Draws the solved examples of few-shot prompts from a task's training items.</summary>
public sealed class Exemplars(ITask task, FewShot settings, SourceContext context)
{
    private static readonly Language English = Language.Parse("en");
    private readonly Dictionary<string, IReadOnlyList<Example>> _drawn = new(StringComparer.Ordinal);

    /// <summary>The solved examples of an item's prompt, in order: the same for all items of a language.</summary>
    /// <remarks>Should the item itself be among them (a source whose parts overlap), the next one stands in its place.</remarks>
    /// <exception cref="InputException">There are too few, in the language asked for.</exception>
    public IReadOnlyList<Example> For(Example item)
    {
        if (settings.Shots == 0)
            return [];
        if (!_drawn.TryGetValue(item.Language.Code, out var drawn))
            _drawn[item.Language.Code] = drawn = Draw(item.Language);
        List<Example> shown = [.. drawn.Where(e => e.ItemId != item.ItemId).Take(settings.Shots)];
        return shown.Count == settings.Shots ? shown : throw TooFew(item.Language, shown.Count);
    }

    /// <summary>One more than is shown, where there is one.</summary>
    private IReadOnlyList<Example> Draw(Language language)
    {
        if (settings.From != ExemplarLanguage.Translated)
            return Formatted(Ordered(settings.From == ExemplarLanguage.English ? English : language));
        var translations = Ordered(language).ToDictionary(r => r.ItemId, StringComparer.Ordinal);
        return Formatted(Ordered(English).Where(r => translations.ContainsKey(r.ItemId)).Select(r => translations[r.ItemId]));
    }

    private List<Record> Ordered(Language language)
    {
        var stream = new Seed((ulong)settings.Seed).Stream("few-shot");
        var records = task.Source.Read(new SourceRequest(language, Split.Train, context));
        if (settings.Seed == 0)
            return [.. records];
        return [.. records.OrderBy(r => stream.Stream(r.ItemId).Value).ThenBy(r => r.ItemId, StringComparer.Ordinal)];
    }

    private IReadOnlyList<Example> Formatted(IEnumerable<Record> records) => [.. records.Take(settings.Shots + 1).Select(task.Format)];

    private InputException TooFew(Language language, int count)
    {
        var kind = settings.From switch
        {
            ExemplarLanguage.English => "English",
            ExemplarLanguage.Translated => $"English with a translation into {language.Code}",
            ExemplarLanguage.Native => language.Code,
            var other => throw new ArgumentOutOfRangeException(nameof(language), other, "There are no such exemplars."),
        };
        return new InputException(
            $"{settings.Shots} solved examples are asked for, but the training part has {count} in {kind}",
            $"task {task.Info.Name}, source {task.Source.Info.Name}",
            settings.From == ExemplarLanguage.English ? "Ask for fewer." : "Ask for fewer, or take English ones (ExemplarLanguage.English)."
        );
    }
}
