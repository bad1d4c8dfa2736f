namespace Clt.Engine.Tests.Data;

/// <summary>An aligned source of small sums, and its task.</summary>
internal sealed class ToyTask(int items = 50) : ITask, ISource
{
    public static readonly Language English = new("eng", "Latn");
    public static readonly Language French = new("fra", "Latn");

    TaskInfo ITask.Info { get; } =
        new("sums", "sums of two digits", new Dictionary<string, string>(), Scoring.Generate, ["exact-match"], 4);

    public SourceInfo Info { get; } = new("toy", "sums", [English, French], new Dictionary<string, string>());

    public ISource Source => this;

    public Example Format(Record record) =>
        Example.PromptCompletion(record.ItemId, record.Language, "sums", record["question"], record["answer"]);

    public string Fingerprint(SourceContext context) => $"toy {items}";

    public IEnumerable<Record> Read(SourceRequest request)
    {
        for (var i = 0; i < items; i++)
        {
            var (a, b) = (i % 10, i / 10 % 10);
            var fields = new Dictionary<string, string> { ["question"] = $"{a}+{b}=", ["answer"] = $"{a + b}" };
            yield return new Record($"{request.Split}-{i}", request.Language, fields);
        }
    }
}
