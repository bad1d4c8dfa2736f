using static Clt.Recipe;

namespace Clt.Running.Tests.Recipes;

public class LanguageSetTests
{
    [Fact]
    public void Sets_are_joined_in_order_and_hold_a_language_once()
    {
        (Lang("en") + Langs("fr es") + Langs("es, ja")).ToString().ShouldBe("eng_Latn fra_Latn spa_Latn jpn_Jpan");
        (Langs("en fr es") - Lang("fr")).ToString().ShouldBe("eng_Latn spa_Latn");
    }

    [Fact]
    public void Sets_of_the_same_languages_are_equal()
    {
        Langs("en fr").ShouldBe(Lang("en") + Lang("fr"));
        Langs("en fr").GetHashCode().ShouldBe(Langs("eng fra").GetHashCode());
        Langs("en fr").Equals(Langs("fr en")).ShouldBeFalse();
    }

    [Fact]
    public void Every_unknown_tag_is_listed() => Should.Throw<InputException>(() => Langs("en qqq es xxxx")).Problems.Count.ShouldBe(2);

    [Fact]
    public void Naming_none_is_an_error() =>
        Should.Throw<InputException>(() => Langs(" ")).Problems.ShouldHaveSingleItem().What.ShouldContain("no language");

    [Fact]
    public void A_region_makes_another_language() => (Lang("pt") + Lang("pt-BR") + Lang("pt")).ToString().ShouldBe("por_Latn por_Latn_BR");
}
