using Clt.Results.Store;

namespace Clt.Running.Tests.Studies;

public class LanguageGroupsTests
{
    [Fact]
    public void A_region_is_a_language_of_its_own_in_a_group_that_was_trained_on()
    {
        Language[] evaluated = [.. "en en-GB pt pt-BR zh zh-Hant".Split(' ').Select(Language.Parse)];
        var groups = LanguageGroups.Of(evaluated, [Language.Parse("en"), Language.Parse("pt-BR"), Language.Parse("zh-Hant")]);
        groups.Of(LanguageGroups.English).ShouldBe(["eng_Latn", "eng_Latn_GB"]);
        groups.Of(LanguageGroups.Seen).ShouldBe(["por_Latn", "por_Latn_BR", "zho_Hant"]);
        groups.Of(LanguageGroups.Unseen).ShouldBe(["zho_Hans"]);
        groups["swa_Latn"].ShouldBe(LanguageGroups.Unseen);
    }
}
