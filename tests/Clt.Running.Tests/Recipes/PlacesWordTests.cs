namespace Clt.Running.Tests.Recipes;

public class PlacesWordTests
{
    [Fact]
    public void A_file_beside_the_recipe_is_named_from_the_working_folder_or_in_full()
    {
        using (Places(Path.GetFullPath("recipes")))
            Recipe.Beside("table.csv").ShouldBe(Path.Combine("recipes", "table.csv"));
        using (Places("/elsewhere/recipes"))
            Recipe.Beside("../table.csv").ShouldBe("/elsewhere/table.csv");
        Recipe.Beside("table.csv").ShouldBe("table.csv", "outside of a recipe the working folder is meant");
    }

    [Fact]
    public void Places_end_where_their_scope_ends()
    {
        var before = DataPlaces.Current.RecipeFolder;
        using (Places("/one"))
        {
            using (Places("/two"))
                DataPlaces.Current.RecipeFolder.ShouldBe("/two");
            DataPlaces.Current.RecipeFolder.ShouldBe("/one");
        }

        DataPlaces.Current.RecipeFolder.ShouldBe(before);
    }

    private static IDisposable Places(string folder) => DataPlaces.Use(new DataPlaces(folder, "cache", _ => { }));
}
