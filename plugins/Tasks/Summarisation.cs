using System.ComponentModel;

namespace Clt.Plugins.Tasks;

/// <summary>
/// A text and its summary. A line break, an arrow of two characters and a space are all the template, the same in every language.
/// </summary>
internal sealed class Summarisation : ITask
{
    private readonly int _characters;
    private readonly (string Text, string Summary) _fields;

    public Summarisation(ISource source, string text, string summary, int characters, int newTokens, bool chat, IReadOnlyList<string>? stop)
    {
        List<Problem> problems = [];
        if (characters < 20)
            problems.Add(new Problem($"characters is {characters}", "task summarisation", "Keep at least 20 characters of the text."));
        if (newTokens < 1)
            problems.Add(new Problem($"newTokens is {newTokens}", "task summarisation", "Give at least 1."));
        if (problems.Count > 0)
            throw new InputException(problems);
        (Source, _characters, _fields) = (source, characters, (text, summary));
        Info = new TaskInfo(
            "summarisation",
            "write a text's summary in one sentence",
            new Dictionary<string, string>
            {
                ["characters"] = $"{characters}",
                ["fields"] = $"{text}, {summary}",
                ["template"] = "arrow-1",
            },
            Scoring.Generate,
            ["rouge-l"],
            newTokens
        )
        {
            FewShot = chat ? new FewShot(0, Format: PromptFormat.Chat) : null,
            Stop = StopStrings.Of(stop, chat, ["\n"], "summarisation"),
        };
    }

    public TaskInfo Info { get; }

    public ISource Source { get; }

    public Example Format(Record record) =>
        Example.PromptCompletion(
            record.ItemId,
            record.Language,
            Info.Name,
            $"{Cut(record[_fields.Text])}\n=>",
            $" {record[_fields.Summary].ReplaceLineEndings(" ")}"
        );

    /// <summary>The first characters, never half of a surrogate pair.</summary>
    private string Cut(string text) =>
        text.Length <= _characters ? text : text[..(char.IsLowSurrogate(text[_characters]) ? _characters - 1 : _characters)];
}

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class SummarisationRecipes
{
    /// <summary>Summaries in one sentence, scored by <c>rouge-l</c> over words of every script.</summary>
    /// <param name="on">Records such as <c>XlSum(…)</c>, or <c>DebianDescriptions()</c> with their fields named.</param>
    /// <param name="text">The field of the text.</param>
    /// <param name="summary">The field of its summary.</param>
    /// <param name="characters">How much of the text the prompt shows, in UTF-16 units (at least 20).</param>
    /// <param name="newTokens">Most tokens of a summary.</param>
    /// <param name="chat">Whether to ask through the model's chat template, which it must have.</param>
    /// <param name="stop">Texts at which a summary ends: by default the end of the line, and none with <paramref name="chat"/>.</param>
    [Description("a text and its summary")]
    public static ITask Summarisation(
        ISource on,
        string text = "text",
        string summary = "summary",
        int characters = 3000,
        int newTokens = 96,
        bool chat = false,
        IReadOnlyList<string>? stop = null
    ) => new Summarisation(on, text, summary, characters, newTokens, chat, stop);
}
