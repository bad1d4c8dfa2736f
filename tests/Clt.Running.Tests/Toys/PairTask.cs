namespace Clt.Running.Tests.Toys;

/// <summary>Sums with a right and a wrong answer.</summary>
internal sealed class PairTask(ISource source) : ITask
{
    public TaskInfo Info { get; } = new("toy-pairs", "Sums.", new Dictionary<string, string>(), Scoring.Generate, ["exact"], 8);

    public ISource Source { get; } = source;

    public Example Format(Record record) =>
        Example.PromptCompletion(record.ItemId, record.Language, Info.Name, record["q"], $" {record["a"]}") with
        {
            Rejected = $" {record["a"]}0",
        };
}
