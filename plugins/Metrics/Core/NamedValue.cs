namespace Clt.Plugins.Metrics.Core;

/// <summary>Values of an enumeration by the names that recipes write: <c>add-k</c> is <c>AddK</c>.</summary>
public static class NamedValue
{
    /// <exception cref="InputException">There is no value of that name; those that are there are listed.</exception>
    public static T Of<T>(string name, string where)
        where T : struct, Enum
    {
        var names = Enum.GetNames<T>();
        var found = Array.FindIndex(names, n => n.Equals(name.Replace("-", ""), StringComparison.OrdinalIgnoreCase));
        return found >= 0
            ? Enum.GetValues<T>()[found]
            : throw new InputException($"there is no '{name}'", where, $"There are: {string.Join(", ", names.Select(Written))}.");
    }

    /// <summary>A value's name as recipes write it.</summary>
    public static string Written<T>(T value)
        where T : struct, Enum => Written(value.ToString());

    private static string Written(string name) =>
        !name.Any(char.IsLower)
            ? name
            : string.Concat(
                name.Select((c, i) => i > 0 && char.IsUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}")
            );
}
