namespace Clt.Running.Tests.Toys;

/// <summary>
/// What is made of <see cref="WordSource"/>: a label, tags, a translation that is the text itself, or the label as a text.
/// </summary>
internal sealed class WordTask(Scoring scoring, ISource? source = null, string labels = "animal colour", string metric = "exact") : ITask
{
    public TaskInfo Info { get; } =
        new("words", "Words.", new Dictionary<string, string>(), scoring, [metric], 6)
        {
            Tags = scoring == Scoring.Joint ? ["animal", "colour"] : [],
            Labels = scoring is Scoring.Label or Scoring.Tag or Scoring.Parse or Scoring.Joint
                ? labels.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                : [],
        };

    public ISource Source { get; } = source ?? new WordSource();

    public Example Format(Record record) =>
        scoring switch
        {
            Scoring.Tag => Example.Tagged(record.ItemId, record.Language, Info.Name, Words(record), record["tags"].Split(' ')),
            Scoring.Parse => Example.Parsed(record.ItemId, record.Language, Info.Name, Words(record), Tree(record["tags"].Split(' '))),
            Scoring.Joint => Example.Joint(
                record.ItemId,
                record.Language,
                Info.Name,
                Words(record),
                record["label"],
                record["tags"].Split(' ')
            ),
            Scoring.Retrieve => Example.PromptCompletion(record.ItemId, record.Language, Info.Name, record["text"], record["text"]),
            _ => Example.PromptCompletion(record.ItemId, record.Language, Info.Name, record["text"], record["label"]),
        };

    private static string[] Words(Record record) => [.. record["text"].Split(' ').Select((w, i) => i == 0 ? w : $" {w}")];

    /// <summary>The first word is the root; the last hangs on it where both are of one kind, else on the second.</summary>
    private static string[] Tree(string[] kinds) =>
        [$"_\t0\t{kinds[0]}", $"_\t1\t{kinds[1]}", $"_\t{(kinds[2] == kinds[0] ? 1 : 2)}\t{kinds[2]}"];
}
