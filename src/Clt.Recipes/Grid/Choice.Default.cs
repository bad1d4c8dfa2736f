namespace Clt.Recipes.Grid;

/// <summary>Makers of settings that are not written in the recipe itself.</summary>
public static class Choice
{
    /// <summary>A value that the recipe did not name.</summary>
    public static Choice<T> Default<T>(T value) => new(_ => value, "default");

    /// <summary>Where a setting comes from that is made of several: the axes among them, else the recipe.</summary>
    internal static string Origins(params IEnumerable<string?> origins)
    {
        var axes = origins.OfType<string>().Where(o => o.StartsWith("axis", StringComparison.Ordinal)).Distinct().ToList();
        return axes.Count > 0 ? string.Join(", ", axes) : "recipe";
    }

    /// <summary>A setting computed from others at each point of the grid.</summary>
    public static Choice<T> From<T>(Func<Point, T> at, string origin = "recipe") => new(at, origin);
}
