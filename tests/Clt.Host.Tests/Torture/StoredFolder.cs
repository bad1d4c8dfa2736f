namespace Clt.Host.Tests.Torture;

/// <summary>Copies of runs folders, links as links.</summary>
internal static class StoredFolder
{
    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos())
        {
            var target = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is { } link)
                File.CreateSymbolicLink(target, link);
            else if (entry is DirectoryInfo)
                Copy(entry.FullName, target);
            else
                File.Copy(entry.FullName, target);
        }
    }
}
