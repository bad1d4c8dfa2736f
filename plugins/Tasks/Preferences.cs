namespace Clt.Plugins.Tasks;

/// <summary>
/// A prompt with a better and a worse answer, for <c>Dpo(…)</c>; trained otherwise, it is the better answer that is learnt.
/// </summary>
internal sealed class Preferences : ITask
{
    public Preferences(ISource source, string metric, int newTokens)
    {
        if (newTokens < 1)
            throw new InputException($"newTokens is {newTokens}", "task preferences", "Give at least 1.");
        Source = source;
        Info = new TaskInfo(
            "preferences",
            "prefer one answer to another",
            new Dictionary<string, string> { ["template"] = "blank-line-1" },
            Scoring.Generate,
            [metric],
            newTokens
        );
    }

    public TaskInfo Info { get; }

    public ISource Source { get; }

    public Example Format(Record record)
    {
        var (chosen, rejected) = (record["chosen"].Trim(), record["rejected"].Trim());
        if (rejected.Length == 0 || rejected == chosen)
        {
            throw new InputException(
                rejected.Length == 0 ? "the rejected answer is empty" : "both answers are the same",
                $"task preferences, item {record.ItemId} ({record.Language.Code})",
                "Leave the item out."
            );
        }

        return Example.PromptCompletion(record.ItemId, record.Language, Info.Name, record["prompt"].TrimEnd() + "\n\n", chosen) with
        {
            Rejected = rejected,
        };
    }
}
