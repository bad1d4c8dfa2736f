using static Clt.Plugins.Sources.Corpora.CorporaRecipes;
using static Clt.Plugins.Sources.Corpora.LabelledRecipes;

namespace Plugins.Tests.Sources.Corpora;

public class MatchedPairsTests
{
    [DataFact("xquad")]
    public void Half_of_the_pairs_match_and_the_others_have_another_items_text_in_every_script()
    {
        var questions = Xquad(Path.Combine(SharedFolder.Data, "xquad"), divided: true);
        var pairs = Matched(questions, "question", "answer");
        foreach (var language in new[] { "en", "ru", "zh" })
        {
            var answers = questions.Read(language, Split.Test).ToDictionary(r => r.ItemId, r => r["answer"]);
            var read = pairs.Read(language, Split.Test);
            read.Count.ShouldBe(answers.Count);
            read.ShouldAllBe(r => r["label"] == "match" == (r["second"] == answers[r.ItemId]));
            read.Count(r => r["label"] == "match").ShouldBeInRange(read.Count * 2 / 5, read.Count * 3 / 5);
        }

        var english = pairs.Read("en", Split.Test).ToDictionary(r => r.ItemId, r => r["label"]);
        pairs.Read("hi", Split.Test).ShouldAllBe(r => english[r.ItemId] == r["label"], "translations have one label");
        Matched(questions, "question", "answer", seed: 2).Read("en", Split.Test).ShouldContain(r => english[r.ItemId] != r["label"]);
    }

    [Fact]
    public void Items_that_all_have_one_text_are_refused()
    {
        var same = Matched(new Twins(), "a", "b");
        var problem = Should.Throw<InputException>(() => same.Read("en", Split.Test)).Message;
        problem.ShouldContain("no other item has another b");
    }

    private sealed class Twins : ISource
    {
        public SourceInfo Info { get; } = new("twins", "items of one text", [Language.Parse("en")], new Dictionary<string, string>());

        public string Fingerprint(SourceContext context) => "v1";

        public IEnumerable<Record> Read(SourceRequest request) =>
            Enumerable
                .Range(0, 20)
                .Select(i => new Record($"{i}", request.Language, new Dictionary<string, string> { ["a"] = $"{i}", ["b"] = "same" }));
    }
}
