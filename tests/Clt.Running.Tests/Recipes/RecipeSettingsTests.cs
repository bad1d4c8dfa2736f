using Clt.Recipes.Expansion;
using Clt.Recipes.Studies;
using Clt.Results.Store;
using Clt.Running.Tests.Toys;
using static Clt.Recipe;

namespace Clt.Running.Tests.Recipes;

public class RecipeSettingsTests
{
    private static RecipeSettings Use(params string[] arguments) => RecipeSettings.Use(RecipeSettings.Parse(arguments));

    [Fact]
    public void Without_an_override_the_recipe_decides()
    {
        using var scope = Use();
        Setting("scale", "full", "small", "full").ShouldBe("full");
        scope.Finish();
        scope.Declared.ShouldBe([new SettingRow("scale", "full", "recipe")]);
    }

    [Fact]
    public void An_override_wins_and_is_named_as_the_origin()
    {
        using var scope = Use("scale=small", "items=20", "rate=1e-3", "fast=true");
        Setting("scale", "full", "small", "full").ShouldBe("small");
        Setting("items", 100).ShouldBe(20);
        Setting("rate", 0.5).ShouldBe(0.001);
        Setting("fast", false).ShouldBeTrue();
        scope.Finish();
        scope.Declared[0].ShouldBe(new SettingRow("scale", "small", "--set scale=small"));
    }

    [Fact]
    public void Unknown_names_and_wrong_values_are_listed_together_with_the_closest()
    {
        using var scope = Use("scal=small", "items=many", "size=huge", "other=1");
        Setting("scale", "full", "small", "full");
        Setting("items", 100);
        Setting("size", "large", "large", "hugo");
        var problems = Should.Throw<InputException>(scope.Finish).Problems;
        problems.Count.ShouldBe(4);
        problems.Single(p => p.Where == "--set scal").Mend.ShouldBe("Did you mean 'scale'?");
        problems.Single(p => p.Where == "--set other").Mend.ShouldContain("scale, items, size");
        problems.Single(p => p.Where == "--set items=many").What.ShouldContain("whole number");
        problems.Single(p => p.Where == "--set size=huge").Mend.ShouldBe("Did you mean 'hugo'?");
    }

    [Fact]
    public void An_argument_without_a_value_is_an_error() =>
        Should.Throw<InputException>(() => RecipeSettings.Parse(["scale", "=x"])).Problems.Count.ShouldBe(2);

    [Fact]
    public void Scopes_nest_and_end()
    {
        using (Use("a=1"))
        {
            using (Use("a=2"))
                Setting("a", 0).ShouldBe(2);
            Setting("a", 0).ShouldBe(1);
        }

        Setting("a", 0).ShouldBe(0);
    }

    [Fact]
    public void A_study_carries_the_settings_of_its_recipe()
    {
        using var folder = new TemporaryFolder();
        using var scope = Use("n=5");
        var study = ToyStudy.Quick(n: Axis("samples", 0, Setting("n", 50)));
        study.Expand(folder.Context()).Settings[0].ShouldBe(new SettingRow("n", "5", "--set n=5"));
    }
}
