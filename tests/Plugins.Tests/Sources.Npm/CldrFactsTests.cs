using Clt.Tests.Shared;
using static Clt.Plugins.Sources.Npm.NpmRecipes;
using static Clt.Plugins.Tasks.MultipleChoiceRecipes;

namespace Plugins.Tests.Sources.Npm;

/// <summary>Facts of made-up packages.</summary>
public sealed class CldrFactsTests : IDisposable
{
    private readonly NpmFixture _npm = new();

    public CldrFactsTests() => _npm.Cldr();

    public void Dispose() => _npm.Dispose();

    [Fact]
    public void Items_options_and_places_are_the_same_in_every_language_and_frames_are_the_data_s()
    {
        var task = MultipleChoice(Facts());
        var english = task.Source.Read("en", Split.Test);
        var french = task.Source.Read("fr", Split.Test);
        french.Select(r => r.ItemId).ShouldBe(english.Select(r => r.ItemId));
        french.Select(Place).ShouldBe(english.Select(Place));
        var one = All("fr").Single(r => r.ItemId == "currency/A1");
        (one["subject"], one["asked"], one["answer"]).ShouldBe(("région : A1q pays", "devise:", "1 couronne"));
        one["question"].ShouldBe("région : A1q pays\ndevise:");
        task.Format(one).Prompt.ShouldBe("Question: région : A1q pays\ndevise:\nAnswer:");

        int Place(Record r) => task.Format(r).Choices.ToList().IndexOf(task.Format(r).Completion);
    }

    [Fact]
    public void A_half_of_the_facts_is_for_tests_and_statements_have_all()
    {
        var all = All("en");
        all.Select(r => r.ItemId).Distinct().Count().ShouldBe(all.Count);
        var test = Facts().Read("en", Split.Test);
        (test.Count / (double)all.Count).ShouldBeInRange(0.35, 0.65);
        var statements = CldrStatements("en fr", packages: _npm.Folder).Read("fr", Split.Train);
        statements.Select(s => s.ItemId).ShouldBe(all.Select(r => $"statement/{r.ItemId}"), ignoreOrder: true);
        statements.Single(s => s.ItemId == "statement/script/l2")["text"].ShouldBe("L: 2th Langue\nS: hand 2 of fr");
        CldrStatements("en fr", packages: _npm.Folder).Read("fr", Split.Test).ShouldBeEmpty();
    }

    [Fact]
    public void No_answer_is_oftener_than_asked_and_every_place_is_right_equally_often()
    {
        var facts = All("en", CldrFacts("en fr", "currency", most: 3, packages: _npm.Folder));
        facts.CountBy(r => r["answer"]).ShouldAllBe(c => c.Value == 3);
        var places = Facts()
            .Read("en", Split.Test)
            .Where(r => r["relation"] == "currency")
            .CountBy(r => Places(r).IndexOf(r["answer"]))
            .ToList();
        places.Count.ShouldBe(4);
        (places.Max(p => p.Value) - places.Min(p => p.Value)).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public void A_fact_with_two_answers_is_none()
    {
        All("en").ShouldAllBe(r => !Places(r).Contains("OLD") && !Places(r).Contains("GOLD"));
    }

    [Fact]
    public void Items_that_leak_can_be_told_apart()
    {
        var (all, leaking, others) = (All("en"), All("en", Facts(true)), All("en", Facts(false)));
        all.Count.ShouldBe(leaking.Count + others.Count);
        leaking.Select(r => r["relation"]).Distinct().ShouldBe(["subregion"], "parts have a word in common with what lies in them");
        leaking.ShouldAllBe(r => r["leaks"].Length > 0);
        others.ShouldAllBe(r => r["leaks"].Length == 0);
    }

    [Fact]
    public void Wrong_settings_are_told_at_once()
    {
        Should
            .Throw<InputException>(() => CldrFacts("en xq", "curency", choices: 1, most: 0))
            .Problems.Select(p => p.What)
            .ShouldBe([
                "there are no facts of the relation 'curency'",
                "there is no language 'xq' in the table",
                "choices is 1",
                "most is 0",
            ]);
    }

    [Fact]
    public void A_language_without_names_and_a_relation_with_one_answer_are_refused_by_their_names()
    {
        Should
            .Throw<InputException>(() => CldrFacts("en sw", packages: _npm.Folder).Read("en", Split.Test))
            .Problems.Single()
            .What.ShouldBe("CLDR has no names in Swahili (sw)");
        _npm.Cldr(currencies: 1);
        Should
            .Throw<InputException>(() => CldrFacts("en fr", "currency", packages: _npm.Folder).Read("en", Split.Test))
            .Problems.Single()
            .What.ShouldBe("the relation 'currency' has 1 answer that all 2 languages name, but a question has 4 options");
    }

    private ISource Facts(bool? leaking = null) => CldrFacts("en fr", leaking: leaking, packages: _npm.Folder);

    private List<Record> All(string language, ISource? source = null) =>
        [.. TestContext.Splits.SelectMany(s => (source ?? Facts()).Read(language, s))];

    private static List<string> Places(Record r) => [.. Enumerable.Range(0, 4).Select(i => r[$"choices.{i}"])];
}
