namespace Clt.Testing;

/// <summary>The repository that the running test assembly was built in.</summary>
public static class RepositoryRoot
{
    /// <summary>The nearest folder above the test assembly that holds <c>CltHost.sln</c>.</summary>
    public static string Folder { get; } =
        DataPlaces.SourceTree ?? throw new DirectoryNotFoundException($"No CltHost.sln in {AppContext.BaseDirectory} or above it.");
}
