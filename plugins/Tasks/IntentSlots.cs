using System.ComponentModel;

namespace Clt.Plugins.Tasks;

/// <summary>
/// Joint intent classification and slot filling (Chen et al. 2019): a label of the text, and a tag for every word. For encoders.
/// </summary>
internal sealed class IntentSlots(
    ISource source,
    IReadOnlyList<string> intents,
    IReadOnlyList<string> slots,
    (string Label, string Words, string Tags) fields
) : ITask
{
    public TaskInfo Info { get; } =
        new(
            "intent-slots",
            "label a request and tag its words",
            new Dictionary<string, string>
            {
                ["label"] = fields.Label,
                ["words"] = fields.Words,
                ["tags"] = fields.Tags,
            },
            Scoring.Joint,
            ["slot-f1", "intent-accuracy", "frame-accuracy"]
        )
        {
            Labels = intents,
            Tags = slots,
        };

    public ISource Source { get; } = source;

    public Example Format(Record record) =>
        Example.Joint(
            record.ItemId,
            record.Language,
            Info.Name,
            record[fields.Words].Split('\n'),
            record[fields.Label],
            record[fields.Tags].Split(' ', StringSplitOptions.RemoveEmptyEntries)
        );
}

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class IntentSlotsRecipes
{
    /// <summary>
    /// Joint intents and slots, scored by <c>slot-f1</c>, <c>intent-accuracy</c> and <c>frame-accuracy</c> (both right); for encoders. The
    /// loss of a request is the cross-entropy of its intent and the mean of its slots'; <c>.Objective(RandomField())</c> learns slots as a
    /// chain.
    /// </summary>
    /// <param name="on">Records with a label, words and tags, such as <c>Mtop()</c> or <c>Dialogue()</c>.</param>
    /// <param name="intents">All labels, with spaces between: <c>MtopIntents</c>.</param>
    /// <param name="slots">All tags, with spaces between: <c>Bio(MtopSlots)</c>.</param>
    /// <param name="label">The field of the label.</param>
    /// <param name="words">The field of the words, one a line, each with the space before it that the text has.</param>
    /// <param name="tags">The field of the tags, with spaces between.</param>
    /// <exception cref="InputException">A label or tag is named twice, or fewer than two are.</exception>
    [Description("words with a tag each, and a label of the whole; encoders")]
    public static ITask IntentSlots(
        ISource on,
        string intents,
        string slots,
        string label = "label",
        string words = "words",
        string tags = "tags"
    ) => new IntentSlots(on, Names(intents, "intents"), Names(slots, "slots"), (label, words, tags));

    private static string[] Names(string text, string kind)
    {
        var names = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (names.Length >= 2 && names.Distinct(StringComparer.Ordinal).Count() == names.Length)
            return names;
        throw new InputException(
            names.Length < 2 ? $"{names.Length} {kind} are named" : $"one of the {kind} is named twice",
            "task intent-slots",
            "Name two or more, each once."
        );
    }
}
