using System.ComponentModel;

namespace Clt.Plugins.Tasks;

/// <summary>One of several labels for a text, or for a pair of texts: intents, topics, inference. For encoders.</summary>
internal sealed class Classification(ISource source, IReadOnlyList<string> labels, string text, string? second, string label) : ITask
{
    public TaskInfo Info { get; } =
        new(
            "classification",
            "label a text",
            new Dictionary<string, string>
            {
                ["text"] = text,
                ["second"] = second ?? "",
                ["label"] = label,
            },
            Scoring.Label,
            ["accuracy"]
        )
        {
            Labels = labels,
        };

    public ISource Source { get; } = source;

    public Example Format(Record record)
    {
        var answer = new Segment(record[label], Role.Assistant, true);
        var first = new Segment(record[text], Role.User, false);
        return new Example(
            record.ItemId,
            record.Language,
            Info.Name,
            second is null ? [first, answer] : [first, new Segment(record[second], Role.User, false), answer]
        );
    }
}

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class ClassificationRecipes
{
    /// <summary>Labels of texts, scored by <c>accuracy</c>; for encoders.</summary>
    /// <param name="on">Records with a text and its label.</param>
    /// <param name="labels">All labels that can occur, with spaces between.</param>
    /// <param name="text">The field of the text.</param>
    /// <param name="second">The field of a second text, where pairs are labelled (premise and hypothesis).</param>
    /// <param name="label">The field of the label.</param>
    /// <exception cref="InputException">A label is named twice, or fewer than two are.</exception>
    [Description("a text, or two, and one of some labels; encoders")]
    public static ITask Classification(ISource on, string labels, string text = "text", string? second = null, string label = "label")
    {
        var names = labels.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (names.Length < 2 || names.Distinct(StringComparer.Ordinal).Count() < names.Length)
        {
            throw new InputException(
                names.Length < 2 ? $"{names.Length} labels are named" : "a label is named twice",
                "task classification",
                "Name two or more, each once."
            );
        }

        return new Classification(on, names, text, second, label);
    }
}
