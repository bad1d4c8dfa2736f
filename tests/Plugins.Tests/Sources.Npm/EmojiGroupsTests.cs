using Clt.Plugins.Sources.Npm.Emoji;
using Clt.Tests.Shared;
using static Clt.Plugins.Sources.Npm.NpmRecipes;
using static Clt.Plugins.Tasks.ClassificationRecipes;

namespace Plugins.Tests.Sources.Npm;

/// <summary>Groups of made-up packages.</summary>
public sealed class EmojiGroupsTests : IDisposable
{
    private readonly NpmFixture _npm = new();

    public EmojiGroupsTests() => _npm.Emoji();

    public void Dispose() => _npm.Dispose();

    [Fact]
    public void Items_are_those_that_all_languages_name_in_the_eight_groups()
    {
        var all = All("fr");
        all.Select(r => r["label"]).Distinct().ShouldBe(EmojiGroupLabels.Split(' '), ignoreOrder: true);
        all.Select(r => r.ItemId).ShouldBe(All("en").Select(r => r.ItemId));
        all.ShouldAllBe(r => !r["text"].Contains("flag") && !r["text"].Contains("only English"));
        All("en").Single(r => r.ItemId == "1F393")["text"].ShouldBe("1F393 in en");
        var example = Classification(EmojiGroups("en fr", _npm.Folder), EmojiGroupLabels).Format(all[0]);
        (example.Prompt, example.Completion).ShouldBe((all[0]["text"], all[0]["label"]));
    }

    [Fact]
    public void A_man_and_a_woman_who_do_the_same_are_in_one_part()
    {
        EmojiItem Of(string id) => new(id, "", "objects");
        Of("1F468-200D-1F393").Family.ShouldBe(Of("1F469-200D-1F393").Family);
        Of("1F646-200D-2640-FE0F").Family.ShouldBe("1F646");
        Of("1F468").Family.ShouldBe("1F468");
        var parts = TestContext.Splits.Select(s => Read("en", s).Select(r => r.ItemId).ToHashSet()).ToList();
        foreach (var man in All("en").Where(r => r.ItemId.StartsWith("1F468-", StringComparison.Ordinal)))
            parts.Single(p => p.Contains(man.ItemId)).ShouldContain("1F469" + man.ItemId[5..]);
    }

    [Fact]
    public void A_language_without_names_and_one_that_there_is_not_are_refused()
    {
        Should
            .Throw<InputException>(() => EmojiGroups("en sw", _npm.Folder).Read("en", Split.Test))
            .Problems.Single()
            .What.ShouldBe("CLDR has no names of emoji in Swahili (sw)");
        Should.Throw<InputException>(() => EmojiGroups("en xq")).Message.ShouldContain("'xq'");
    }

    private List<Record> Read(string language, Split split) => EmojiGroups("en fr", _npm.Folder).Read(language, split);

    private List<Record> All(string language) => [.. TestContext.Splits.SelectMany(s => Read(language, s))];
}
