using System.ComponentModel;

namespace Clt.Plugins.Tasks;

/// <summary>A text whose translation is found among those of all test items, by the nearest embedding. For encoders.</summary>
internal sealed class Translations(ISource source) : ITask
{
    public TaskInfo Info { get; } =
        new("translations", "find a text's translation", new Dictionary<string, string>(), Scoring.Retrieve, ["exact-match"]);

    public ISource Source { get; } = source;

    public Example Format(Record record) =>
        Example.PromptCompletion(record.ItemId, record.Language, Info.Name, record["text"], record["translation"]);
}

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class TranslationsRecipes
{
    /// <summary>
    /// Retrieval of translations (as in Tatoeba, Artetxe and Schwenk 2019): the share of texts whose translation is nearest. For encoders;
    /// training draws translations together.
    /// </summary>
    /// <param name="on">Records with <c>text</c> and <c>translation</c>, such as <c>Parallel(…)</c>.</param>
    [Description("a text and its translation, found by embedding; encoders")]
    public static ITask Translations(ISource on) => new Translations(on);
}
