using System.ComponentModel;

namespace Clt.Plugins.Tasks;

/// <summary>A prompt and its completion, plain or as turns of the model's own chat template, in training as in evaluation.</summary>
internal sealed class InstructionFollowing : ITask
{
    public InstructionFollowing(ISource source, string metric, int newTokens, bool chat, IReadOnlyList<string>? stop)
    {
        if (newTokens < 1)
            throw new InputException($"newTokens is {newTokens}", "task instruction-following", "Give at least 1.");
        Source = source;
        Info = new TaskInfo(
            "instruction-following",
            "follow an instruction in its own language",
            new Dictionary<string, string> { ["template"] = "blank-line-1" },
            Scoring.Generate,
            [metric],
            newTokens
        )
        {
            FewShot = chat ? new FewShot(0, Format: PromptFormat.Chat) : null,
            // Completions are texts of any shape: no text in them says that they end.
            Stop = StopStrings.Of(stop, chat, [], "instruction-following"),
        };
    }

    public TaskInfo Info { get; }

    public ISource Source { get; }

    public Example Format(Record record) =>
        Example.PromptCompletion(
            record.ItemId,
            record.Language,
            Info.Name,
            record["prompt"].TrimEnd() + "\n\n",
            record["completion"].Trim()
        );
}

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class InstructionFollowingRecipes
{
    /// <summary>Instructions and their completions.</summary>
    /// <param name="on">
    /// Records with <c>prompt</c> and <c>completion</c>: <c>ShareGpt(…)</c>, <c>AyaDolly(…)</c>, or <c>Files(…)</c>.
    /// </param>
    /// <param name="metric">The headline; <c>rouge-l</c> against the reference needs no judge, and says less than one.</param>
    /// <param name="newTokens">Most tokens of a completion.</param>
    /// <param name="chat">Whether to train and to ask in the model's chat template, which it must have.</param>
    /// <param name="stop">Texts at which a completion ends, beside the end token; none by default.</param>
    [Description("prompt and completion: instructions of any kind")]
    public static ITask InstructionFollowing(
        ISource on,
        string metric = "rouge-l",
        int newTokens = 512,
        bool chat = false,
        IReadOnlyList<string>? stop = null
    ) => new InstructionFollowing(on, metric, newTokens, chat, stop);

    /// <summary>Prompts with two answers, for <c>Dpo(…)</c>.</summary>
    /// <param name="on">Records with <c>prompt</c>, <c>chosen</c> and <c>rejected</c>, such as <c>Files("pairs.jsonl", "en")</c>.</param>
    /// <param name="metric">The headline where answers are measured, against the chosen one.</param>
    /// <param name="newTokens">Most tokens of an answer.</param>
    [Description("prompt, chosen and rejected answers, for Dpo")]
    public static ITask Preferences(ISource on, string metric = "rouge-l", int newTokens = 512) => new Preferences(on, metric, newTokens);
}
