namespace Clt.Testing;

/// <summary>Where reference values and real data lie: beside the repository, or where the environment says.</summary>
public static class SharedFolder
{
    /// <summary>The folder of reference values: <c>CLT_GOLDEN</c>, by default <c>../shared/golden</c> from the repository.</summary>
    public static string Golden { get; } = Resolve("CLT_GOLDEN", "golden");

    /// <summary>The folder of real data: <c>CLT_DATA</c>, by default <c>../shared/data</c> from the repository.</summary>
    public static string Data { get; } = Resolve("CLT_DATA", "data");

    /// <summary>
    /// The reason to skip a test that needs <paramref name="relative"/> below <paramref name="root"/>, or null when it is there.
    /// </summary>
    public static string? WhyAbsent(string root, string relative)
    {
        // Where the whole folder is missing one reason is enough for all tests.
        if (!Directory.Exists(root))
        {
            return root == Golden
                ? $"no folder of reference values: {root} (CLT_GOLDEN names another)"
                : $"no folder of data: {root} (CLT_DATA names another)";
        }

        var path = Path.Combine(root, relative);
        return Directory.Exists(path) || File.Exists(path) ? null : $"no {relative} in {root}";
    }

    private static string Resolve(string variable, string name) =>
        Path.GetFullPath(
            Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set
                ? set
                : Path.Combine(RepositoryRoot.Folder, "..", "shared", name)
        );
}
