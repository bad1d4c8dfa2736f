namespace Clt.Running.Tests.Toys;

/// <summary>What is made of <see cref="WordSource"/>: a label, tags, a translation that is the text itself, or the label as a text.</summary>
internal sealed class WordTask(Scoring scoring, ISource? source = null, string labels = "animal colour", string metric = "exact") : ITask
{
    public TaskInfo Info { get; } = new("words", "Words.", new Dictionary<string, string>(), scoring, [metric], 6)
    {
        Labels = scoring is Scoring.Label or Scoring.Tag ? labels.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [],
    };

    public ISource Source { get; } = source ?? new WordSource();

    public Example Format(Record record) => scoring switch
    {
        Scoring.Tag => Example.Tagged(
            record.ItemId, record.Language, Info.Name, [.. record["text"].Split(' ').Select((w, i) => i == 0 ? w : $" {w}")], record["tags"].Split(' ')),
        Scoring.Retrieve => Example.PromptCompletion(record.ItemId, record.Language, Info.Name, record["text"], record["text"]),
        _ => Example.PromptCompletion(record.ItemId, record.Language, Info.Name, record["text"], record["label"]),
    };
}
