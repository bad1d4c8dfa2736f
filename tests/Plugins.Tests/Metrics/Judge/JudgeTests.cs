using Clt.Plugins.Metrics.Judge;

namespace Plugins.Tests.Metrics.Judge;

public sealed class JudgeTests : JudgeTestBase
{
    [Fact]
    public void Ratings_are_read_stored_and_reused()
    {
        using var endpoint = new LocalEndpoint((_, prompt) => LocalEndpoint.Reply.Saying($"Fine. [[{prompt.Split("Frage ")[1][0]}]]"));
        var judge = new PointwiseJudge(At(endpoint) with { PromptPrice = 2, AnswerPrice = 10 }, null);
        var items = Enumerable.Range(1, 5).Select(i => Item(i)).ToList();
        Values(judge.Score(items, Context)).ShouldBe([1, 2, 3, 4, 5]);
        endpoint.Requests.Count.ShouldBe(5);
        Messages.ShouldContain("judge: 5 of 5 answers (0 known before), 500 tokens read and 50 written now, 0.00 by the prices given");
        Values(judge.Score([.. items.AsEnumerable().Reverse()], Context)).ShouldBe([5, 4, 3, 2, 1]);
        endpoint.Requests.Count.ShouldBe(5, "known answers are not asked again");
        judge.Score([Item(1, "another answer")], Context);
        endpoint.Requests.Count.ShouldBe(6);
        judge.Aggregate(judge.Score(items, Context)).ShouldBe(3);
    }

    [Fact]
    public void The_wrong_language_gets_1_without_asking()
    {
        using var endpoint = new LocalEndpoint((_, _) => LocalEndpoint.Reply.Saying("[[4]]"));
        var judge = new PointwiseJudge(At(endpoint), new PassesUnless("wrong"));
        Values(judge.Score([Item(1), Item(2, "wrong"), Item(3, "short")], Context)).ShouldBe([4, 1, 4]);
        endpoint.Requests.Count.ShouldBe(2);
        judge.Info.Signature.ShouldContain("switch:passes");
    }

    [Fact]
    public void Answers_without_a_rating_are_left_out_counted_and_shown()
    {
        using var endpoint = new LocalEndpoint(
            (_, prompt) => LocalEndpoint.Reply.Saying(prompt.Contains("Frage 2?") ? "I cannot say." : "[[5]]")
        );
        var items = Enumerable.Range(1, 4).Select(i => Item(i)).ToList();
        var judge = new PointwiseJudge(At(endpoint), null);
        var scores = judge.Score(items, Context);
        Values(scores).ShouldBe([5, double.NaN, 5, 5]);
        judge.Aggregate(scores).ShouldBe(5);
        Messages.ShouldContain("judge: 1 of 4 answers hold no rating from 1 to 5, their items are left out: i2");
        var unparsed = new PointwiseJudge(At(endpoint), null, unparsed: true);
        unparsed.Aggregate(unparsed.Score(items, Context)).ShouldBe(0.25);
        endpoint.Requests.Count.ShouldBe(4, "the share of such answers comes from the same answers");
        unparsed.Info.HigherIsBetter.ShouldBeFalse();
    }

    [Fact]
    public void Two_orders_that_disagree_are_a_tie_and_a_flip()
    {
        // Always the first: position bias on item 1. The longer on the others.
        using var endpoint = new LocalEndpoint(
            (_, prompt) =>
            {
                var first = Between(prompt, "[The Start of Assistant A's Answer]", "[The End of Assistant A's Answer]");
                var second = Between(prompt, "[The Start of Assistant B's Answer]", "[The End of Assistant B's Answer]");
                var verdict =
                    prompt.Contains("Frage 1?") ? "A"
                    : prompt.Contains("Frage 5?") ? "?"
                    : first.Length == second.Length ? "C"
                    : first.Length > second.Length ? "A"
                    : "B";
                return LocalEndpoint.Reply.Saying($"So [[{verdict}]]");
            }
        );
        List<Prediction> items =
        [
            Item(1),
            Item(2, "a very long answer indeed"),
            Item(3, "no"),
            Item(4, "reference"),
            Item(5),
            Item(6, "REFERENCE"),
        ];
        var wins = new PairwiseJudge(At(endpoint), p => p.References[0], "references");
        Values(wins.Score(items, Context)).ShouldBe([0.5, 1, 0, 0.5, double.NaN, 0.5]);
        var flips = new PairwiseJudge(At(endpoint), p => p.References[0], "references", flips: true);
        Values(flips.Score(items, Context)).ShouldBe([1, 0, 0, 0, double.NaN, 0]);
        endpoint.Requests.Count.ShouldBe(10, "two orders of five items; equal outputs are not asked");
        Messages.ShouldContain("judge-wins: 1 of 6 items have no verdict");
        wins.Cost(250).ShouldContain("500 requests");
    }

    [Theory]
    [InlineData("Good. [[4]]", 4)]
    [InlineData("[[2]] at first, but then [[ 3 ]]", 3)]
    [InlineData("[[5.0]]", 5)]
    [InlineData("[[0]]", null)]
    [InlineData("[[6]]", null)]
    [InlineData("[[4.5]]", null)]
    [InlineData("Rating: 4", null)]
    [InlineData("", null)]
    public void The_last_rating_from_1_to_5_counts(string answer, int? expected) => Verdicts.Rating(answer).ShouldBe(expected);

    [Fact]
    public void A_model_of_this_machine_is_asked_through_the_host_and_remembered_by_its_weights()
    {
        using var folder = new TemporaryFolder();
        using var model = new EchoModel();
        var context = Context with { LoadModel = path => path == folder.Path ? model : throw new InvalidOperationException(path) };
        var judge = new PointwiseJudge(new JudgeSettings(folder.Path) { Concurrency = 2 }, null);
        var items = Enumerable.Range(1, 5).Select(i => Item(i)).ToList();
        Values(judge.Score(items, context)).ShouldBe([1, 2, 3, 4, 5]);
        Values(judge.Score(items, context)).ShouldBe([1, 2, 3, 4, 5]);
        model.Asked.ShouldBe(5);
    }

    [Fact]
    public void Wrong_settings_and_baselines_are_refused()
    {
        Should.Throw<InputException>(() => JudgeRecipes.JudgeModel("no-such", url: "", concurrency: 0)).Problems.Count.ShouldBe(2);
        Should.Throw<InputException>(() => JudgeRecipes.JudgeModel("m", url: "ftp://x")).Message.ShouldContain("no http address");
        using var folder = new TemporaryFolder();
        var judge = JudgeRecipes.JudgeModel("m", url: "http://127.0.0.1:1/v1");
        Should.Throw<InputException>(() => JudgeRecipes.JudgeWins(judge, folder.Path)).Message.ShouldContain("no predictions");
        folder.Write("predictions/deu_Latn.jsonl", "{\"item\":\"i1\",\"output\":\"an answer\"}\n");
        JudgeRecipes.JudgeWins(judge, folder.Path).Info.Signature.ShouldNotBe(JudgeRecipes.JudgeWins(judge).Info.Signature);
        ((PairwiseJudge)JudgeRecipes.JudgeWins(judge, folder.Path))
            .Score([Item(1)], Context)
            .ShouldHaveSingleItem()
            .Value.ShouldBe(0.5, "the same output");
        folder.Write("predictions/deu_Latn.jsonl", "{\"item\":");
        Should.Throw<InputException>(() => JudgeRecipes.JudgeWins(judge, folder.Path)).Message.ShouldContain("deu_Latn.jsonl(1)");
    }

    [Fact]
    public void A_damaged_stored_answer_is_asked_again()
    {
        using var endpoint = new LocalEndpoint((_, _) => LocalEndpoint.Reply.Saying("[[4]]"));
        var judge = new PointwiseJudge(At(endpoint), null);
        judge.Score([Item(1)], Context);
        foreach (var file in Directory.GetFiles(Context.CacheFolder, "*.json", SearchOption.AllDirectories))
            File.WriteAllText(file, "{\"Judge\":");
        Values(judge.Score([Item(1)], Context)).ShouldBe([4]);
        endpoint.Requests.Count.ShouldBe(2);
    }

    private static string Between(string text, string start, string end) => text.Split(start)[1].Split(end)[0].Trim();

    private sealed class PassesUnless(string wrong) : MeanMetric
    {
        public override MetricInfo Info { get; } = new("passes", "passes|v:1", "0 for one output, undefined for another, else 1");

        public override ItemScore Score(Prediction prediction) =>
            new(
                prediction.Output == wrong ? 0
                : prediction.Output == "short" ? double.NaN
                : 1
            );
    }

    private sealed class EchoModel : ITextModel
    {
        public string Identity => "echo";

        public int Asked { get; private set; }

        public IReadOnlyList<TextAnswer> Answer(IReadOnlyList<string> prompts, int maxTokens, CancellationToken cancel)
        {
            Asked += prompts.Count;
            return [.. prompts.Select(p => new TextAnswer($"[[{p.Split("Frage ")[1][0]}]]", 1, 1))];
        }

        public void Dispose() { }
    }
}
