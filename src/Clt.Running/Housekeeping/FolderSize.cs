namespace Clt.Running.Housekeeping;

/// <summary>Disk usage of a folder or file. Links are not followed.</summary>
public static class FolderSize
{
    private static readonly EnumerationOptions Own = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>Bytes of its files.</summary>
    public static long Of(string path) => Files(path).Sum(f => f.Length);

    /// <summary>When one of its files was last written to (UTC); long ago where it has none.</summary>
    public static DateTime Changed(string path) => Files(path).Select(f => f.LastWriteTimeUtc).DefaultIfEmpty(DateTime.UnixEpoch).Max();

    private static IEnumerable<FileInfo> Files(string path) =>
        File.Exists(path) ? [new FileInfo(path)]
        : Directory.Exists(path) ? new DirectoryInfo(path).EnumerateFiles("*", Own)
        : [];
}
