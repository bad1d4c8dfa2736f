namespace Clt.Testing;

/// <summary>Finds the repository that the running test assembly was built in.</summary>
public static class RepositoryRoot
{
    /// <summary>The nearest folder above the test assembly that holds <c>CltHost.sln</c>.</summary>
    public static string Folder { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CltHost.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No CltHost.sln in {AppContext.BaseDirectory} or above it.");
    }
}
