using System.ComponentModel;

namespace Clt.Plugins.Tasks;

/// <summary>A tag for each word: slots, names, parts of speech. For encoders.</summary>
internal sealed class Tagging(ISource source, IReadOnlyList<string> tags, string words, string field) : ITask
{
    public TaskInfo Info { get; } =
        new(
            "tagging",
            "tag every word of a text",
            new Dictionary<string, string> { ["words"] = words, ["tags"] = field },
            Scoring.Tag,
            tags.Any(t => t.StartsWith("B-", StringComparison.Ordinal)) ? ["entity-f1", "token-accuracy"] : ["token-accuracy"]
        )
        {
            Labels = tags,
        };

    public ISource Source { get; } = source;

    public Example Format(Record record) =>
        Example.Tagged(
            record.ItemId,
            record.Language,
            Info.Name,
            record[words].Split('\n'),
            record[field].Split(' ', StringSplitOptions.RemoveEmptyEntries)
        );
}

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class TaggingRecipes
{
    /// <summary>
    /// Tags of words, scored by <c>token-accuracy</c>, and by <c>entity-f1</c> first where tags begin with B-; for encoders.
    /// </summary>
    /// <param name="on">Records with words and tags.</param>
    /// <param name="tags">All tags that can occur, with spaces between: <c>PartsOfSpeech</c>, <c>Bio("person place")</c>.</param>
    /// <param name="words">The field of the words, one a line, each with the space before it that the text has.</param>
    /// <param name="field">The field of the tags, with spaces between.</param>
    /// <exception cref="InputException">A tag is named twice, or fewer than two are.</exception>
    [Description("words with a tag each: parts of speech, named entities; encoders")]
    public static ITask Tagging(ISource on, string tags, string words = "words", string field = "tags")
    {
        var names = tags.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (names.Length < 2 || names.Distinct(StringComparer.Ordinal).Count() < names.Length)
        {
            throw new InputException(
                names.Length < 2 ? $"{names.Length} tags are named" : "a tag is named twice",
                "task tagging",
                "Name two or more, each once."
            );
        }

        return new Tagging(on, names, words, field);
    }

    /// <summary>The tags of spans of some types: O, and B- and I- with each type.</summary>
    /// <param name="types">With spaces between.</param>
    public static string Bio(string types) =>
        string.Join(
            ' ',
            types.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(t => new[] { $"B-{t}", $"I-{t}" }).Prepend("O")
        );
}
