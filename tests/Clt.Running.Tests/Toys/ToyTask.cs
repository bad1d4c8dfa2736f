namespace Clt.Running.Tests.Toys;

internal sealed class ToyTask(
    ISource source,
    string answer = "result",
    string metric = "exact",
    int newTokens = 8,
    string name = "toy-sums"
) : ITask
{
    public TaskInfo Info { get; } =
        new(name, "Sums.", new Dictionary<string, string> { ["answer"] = answer }, Scoring.Generate, [metric], newTokens);

    public ISource Source { get; } = source;

    public Example Format(Record record) =>
        Example.PromptCompletion(record.ItemId, record.Language, Info.Name, record["q"], $" {record["a"]}");
}
