using static Clt.Plugins.Sources.Locales.LocaleRecipes;
using static Clt.Plugins.Tasks.MultipleChoiceRecipes;

namespace Plugins.Tests.Sources.Locales;

public class LocaleFactsTests
{
    private static readonly string[] Languages = ["en", "es", "fr", "de", "pt", "ja", "zh", "ko", "ar"];

    [Fact]
    public void Items_and_the_place_of_the_answer_are_the_same_in_every_language()
    {
        var task = MultipleChoice(LocaleFacts());
        var english = Places("en");
        english.Count.ShouldBeGreaterThan(60);
        foreach (var language in Languages)
            Places(language).ShouldBe(english, language);

        List<(string Item, int Place)> Places(string language) =>
            [
                .. task
                    .Source.Read(language, Split.Test)
                    .Select(r => (r.ItemId, task.Format(r).Choices.ToList().IndexOf(task.Format(r).Completion))),
            ];
    }

    [Fact]
    public void Facts_are_those_of_the_locale_data()
    {
        var items = All("ja");
        var yen = items.Single(r => r.ItemId == "currency/JP");
        (yen["subject"], yen["answer"]).ShouldBe(("日本", "日本円"));
        yen["question"].ShouldBe("日本の通貨は何ですか？");
        All("de").Single(r => r.ItemId == "country/JPY")["answer"].ShouldBe("Japan");
        All("es").Single(r => r.ItemId == "month/11")["answer"].ShouldBe("enero");
        items.Select(r => r["relation"]).Distinct().ShouldBe(["currency", "country", "month", "weekday"]);
        All("en", LocaleFacts("weekday", choices: 7)).ShouldAllBe(r => r.Fields.ContainsKey("choices.6"));
    }

    [Fact]
    public void No_item_is_in_two_parts_and_facts_about_one_currency_stay_together()
    {
        var parts = Enum.GetValues<Split>().Select(s => LocaleFacts().Read("en", s).Select(r => r.ItemId).ToHashSet()).ToList();
        parts.Sum(p => p.Count).ShouldBe(parts.SelectMany(p => p).Distinct().Count());
        parts.Single(p => p.Contains("currency/JP")).ShouldContain("country/JPY");
        parts[(int)Split.Train].Count.ShouldBeGreaterThan(parts[(int)Split.Test].Count);
    }

    [Fact]
    public void Statements_name_every_fact_and_no_test_question_is_a_line()
    {
        var lines = LocaleText("en ja", lines: 20_000).Read("en", Split.Train).Select(r => r["text"]).ToHashSet();
        foreach (var record in All("en"))
            lines.ShouldContain($"{record["subject"]}: {record["answer"]}");
        foreach (var record in LocaleFacts().Read("en", Split.Test))
            lines.ShouldNotContain(record["question"]);
        lines.Where(l => l.Contains(" = ")).ShouldContain("Japan = 日本");
    }

    [Fact]
    public void Wrong_settings_are_told_at_once()
    {
        Should
            .Throw<InputException>(() => LocaleFacts("curency", choices: 1))
            .Problems.Select(p => p.What)
            .ShouldBe(["there are no facts of the relation 'curency'", "choices is 1"]);
        Should
            .Throw<InputException>(() => LocaleText("en sw", lines: 0))
            .Problems.Select(p => p.What)
            .ShouldBe(["there are no locale facts in Swahili (sw)", "lines is 0"]);
    }

    private static List<Record> All(string language, ISource? source = null) =>
        [.. Enum.GetValues<Split>().SelectMany(s => (source ?? LocaleFacts()).Read(language, s))];
}
