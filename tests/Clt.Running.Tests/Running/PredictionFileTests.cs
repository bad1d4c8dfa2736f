using Clt.Results.Store;
using Clt.Running.Evaluation;
using Clt.Running.Tests.Toys;

namespace Clt.Running.Tests.Running;

public sealed class PredictionFileTests : IDisposable
{
    private static readonly MetricContext Context = new("", _ => { }, _ => throw new InvalidOperationException("no model is asked"));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static PredictionLine Line(string item) => new(item, "p", "o\n日", ["r"], null, 3);

    private static Example[] Items(params string[] ids) =>
        [.. ids.Select(i => Example.PromptCompletion(i, Language.Parse("en"), "t", "p", "c"))];

    [Fact]
    public void Lines_read_back_whatever_their_order_and_a_broken_one_ends_them()
    {
        var path = Path.Combine(_folder.Path, "predictions", "x.jsonl");
        var file = new PredictionFile(path);
        file.Read(Items("a")).ShouldBe([null]);
        file.Write([Line("c")]);
        file.Append(Line("a"));
        file.Append(Line("b"));
        file.Read(Items("a", "b", "c", "d"))
            .Select(l => (l?.Item, l?.Output))
            .ShouldBe([("a", "o\n日"), ("b", "o\n日"), ("c", "o\n日"), (null, null)]);
        File.AppendAllText(path, "{\"item\":\n" + File.ReadAllText(path).Replace("\"c\"", "\"d\""));
        file.Read(Items("a", "b", "c", "d"))[3].ShouldBeNull();
        file.Write([Line("a")]);
        File.ReadAllLines(path).Length.ShouldBe(1);
    }

    [Fact]
    public void Items_of_one_id_have_a_line_each()
    {
        var file = new PredictionFile(Path.Combine(_folder.Path, "w.jsonl"));
        file.Write([Line("a") with { Output = "1" }, Line("a") with { Output = "2" }]);
        file.Read(Items("a", "b", "a")).Select(l => l?.Output).ShouldBe(["1", null, "2"]);
    }

    [Fact]
    public void A_line_is_json_that_people_can_read()
    {
        var path = Path.Combine(_folder.Path, "z.jsonl");
        new PredictionFile(path).Write([Line("a") with { Prompt = "2 + 2は？ 🎉", LogLikelihood = double.NegativeInfinity }]);
        var text = File.ReadAllText(path);
        text.ShouldContain("\"prompt\":\"2 + 2は？ ");
        text.ShouldContain("\"log_likelihood\":\"-Infinity\"");
        new PredictionFile(path).Read(Items("a"))[0]!.Prompt.ShouldBe("2 + 2は？ 🎉");
    }

    [Fact]
    public void Lines_of_other_items_are_not_taken()
    {
        var file = new PredictionFile(Path.Combine(_folder.Path, "y.jsonl"));
        file.Write([Line("a"), Line("x"), Line("c")]);
        file.Read(Items("a", "b", "c")).Select(l => l?.Item).ShouldBe(["a", null, null]);
        file.Read(Items("b")).ShouldBe([null]);
    }

    [Fact]
    public void Scores_have_an_interval_over_items()
    {
        PredictionLine[] lines =
        [
            .. Enumerable.Range(0, 40).Select(i => new PredictionLine($"{i}", "p", i % 4 == 0 ? "r" : "x", ["r"], null, 1)),
        ];
        var score = ItemScoring.Score(Language.Parse("ja"), lines, [new ToyMetric()], Context).ShouldHaveSingleItem();
        score.Value.ShouldBe(0.25);
        // The binomial standard error is 0.068: the interval is about 0.25 ± 0.13.
        score.Low.ShouldBeInRange(0.08, 0.17);
        score.High.ShouldBeInRange(0.33, 0.43);
        score.Statistics.ShouldBeNull();
        ItemScoring.Score(Language.Parse("ja"), [], [new ToyMetric()], Context).ShouldBeEmpty();
    }

    [Fact]
    public void A_metric_of_many_items_sees_them_all_at_once()
    {
        var lines = Enumerable.Range(0, 3).Select(i => new PredictionLine($"i{i}", "", $"{i}", ["r"], null, 1)).ToList();
        ItemScoring.Score(Language.Parse("en"), lines, [new Counting()], Context).ShouldHaveSingleItem().Values.ShouldBe([3, 3, 3]);
    }

    private sealed class Counting : MeanMetric, IBatchMetric
    {
        public override MetricInfo Info { get; } = new("counting", "counting|v:1", "How many items came together.");

        public string Cost(long items) => $"{items} requests";

        public override ItemScore Score(Prediction prediction) => throw new NotSupportedException();

        public IReadOnlyList<ItemScore> Score(IReadOnlyList<Prediction> predictions, MetricContext context) =>
            [.. predictions.Select(_ => new ItemScore(predictions.Count))];
    }
}
