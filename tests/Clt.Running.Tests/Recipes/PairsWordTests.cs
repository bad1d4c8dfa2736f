using static Clt.Recipe;

namespace Clt.Running.Tests.Recipes;

public class PairsWordTests
{
    [Fact]
    public void Each_language_is_paired_with_each_other_but_not_with_itself()
    {
        Pairs(Lang("en"), Langs("en es zh")).ToString().ShouldBe("eng_Latn-spa_Latn eng_Latn-zho_Hans");
        Pairs(Langs("en es fr"), Langs("en es fr")).Count.ShouldBe(6);
        (Lang("es") + Pairs(Lang("en"), Lang("es"))).Count.ShouldBe(2, "a direction is another language than its answers'");
        Should.Throw<InputException>(() => Pairs(Lang("en"), Lang("en"))).Message.ShouldContain("there is no pair");
        Should
            .Throw<InputException>(() => Pairs(Pairs(Lang("en"), Lang("es")), Lang("fr")))
            .Message.ShouldContain("en→es is a direction itself");
    }

    [Fact]
    public void A_directed_source_joins_the_prompt_of_one_language_to_the_answer_of_another()
    {
        var source = Directed(new Aligned());
        var direction = Pairs(Lang("en"), Lang("es"))[0];
        source.Info.Languages.Select(l => l.Short).ShouldBe(["en", "es", "en→es", "es→en"]);
        var record = source.Read(new SourceRequest(direction, Split.Train, Context)).ShouldHaveSingleItem();
        (record.ItemId, record.Language, record["text"], record["source.text"]).ShouldBe(("b", direction, "b es", "b en"));
        var own = source.Read(new SourceRequest(Language.Parse("en"), Split.Train, Context)).First();
        (own["text"], own["source.text"]).ShouldBe(("a en", "a en"));
        (record["language"], record["source.language"], own["source.language"]).ShouldBe(("es", "en", "en"));
        var apart = Directed(new Aligned(), aligned: false).Read(new SourceRequest(direction, Split.Train, Context));
        apart.ShouldHaveSingleItem().ItemId.ShouldBe("eng_Latn-spa_Latn/b");
    }

    private static readonly SourceContext Context = new("", _ => { });

    /// <summary>Items a and b in English, b and c in Spanish.</summary>
    private sealed class Aligned : ISource
    {
        public SourceInfo Info { get; } =
            new("aligned", "", [Language.Parse("en"), Language.Parse("es")], new Dictionary<string, string>());

        public string Fingerprint(SourceContext context) => "1";

        public IEnumerable<Record> Read(SourceRequest request) =>
            (request.Language.Short == "en" ? "ab" : "bc").Select(i => new Record(
                $"{i}",
                request.Language,
                new Dictionary<string, string> { ["text"] = $"{i} {request.Language.Short}" }
            ));
    }
}
