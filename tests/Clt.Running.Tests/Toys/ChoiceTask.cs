namespace Clt.Running.Tests.Toys;

/// <summary>Which of two labels fits the words of <see cref="WordSource"/>, as a multiple-choice question.</summary>
internal sealed class ChoiceTask(string? unconditional = null, FewShot? shots = null, Func<string, string[]>? choices = null) : ITask
{
    public TaskInfo Info { get; } =
        new("choose", "Choose.", new Dictionary<string, string>(), Scoring.Choices, ["likeliest"]) { FewShot = shots };

    public ISource Source { get; } = new WordSource();

    public Example Format(Record record)
    {
        string[] options = choices?.Invoke(record.ItemId) ?? ["animal", "colour", "number"];
        return Example.MultipleChoice(
            record.ItemId,
            record.Language,
            Info.Name,
            record["text"],
            options,
            Array.IndexOf(options, record["label"]),
            unconditional: unconditional
        );
    }
}
