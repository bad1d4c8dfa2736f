namespace Clt;

public static partial class Recipe
{
    /// <summary>The path of a file that lies beside the recipe, wherever clt runs: <c>Beside("tables.csv")</c>.</summary>
    /// <param name="path">Relative to the recipe's folder.</param>
    /// <returns>Relative where it is below the working folder, so that reports of two machines are alike; else the full path.</returns>
    public static string Beside(string path)
    {
        var full = Path.GetFullPath(Path.Combine(DataPlaces.Current.RecipeFolder ?? ".", path));
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), full);
        return relative.StartsWith("..", StringComparison.Ordinal) ? full : relative;
    }
}
