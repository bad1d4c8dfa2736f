namespace Clt;

public static partial class Recipe
{
    /// <summary>The path of a file that lies beside the recipe, wherever clt runs: <c>Beside("tables.csv")</c>.</summary>
    /// <param name="path">Relative to the recipe's folder.</param>
    public static string Beside(string path) => Path.GetFullPath(Path.Combine(DataPlaces.Current.RecipeFolder ?? ".", path));
}
