namespace VerifyTests.Internal;

/// <summary>Finds the folder of a test's source file.</summary>
internal static class SourceFolder
{
    /// <summary>What deterministic builds write in place of the source tree's root.</summary>
    private const string MappedRoot = "/_/";

    public static string Of(string sourceFile)
    {
        if (!sourceFile.StartsWith(MappedRoot, StringComparison.Ordinal))
            return Path.GetDirectoryName(sourceFile)!;
        var relative = sourceFile[MappedRoot.Length..];
        for (var at = AppContext.BaseDirectory; at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, relative)))
                return Path.GetDirectoryName(Path.Combine(at, relative))!;
        }

        throw new VerifyException($"The source file {relative} is not found above {AppContext.BaseDirectory}.");
    }
}
