using Clt.Plugins.Sources.Debian.Apt;

namespace Clt.Plugins.Sources.Debian;

/// <summary>Finds the cached descriptions, or fetches and cleans them: once a cache folder, however many processes ask.</summary>
internal static class DebianStore
{
    /// <summary>The descriptions of a folder of lists, or (null) those of the machine's mirrors, fetched when they were not before.</summary>
    /// <exception cref="InputException">They cannot be fetched, read or written.</exception>
    public static DescriptionCache Open(string? lists, SourceContext context)
    {
        var root = Path.GetFullPath(Path.Combine(context.CacheFolder, "debian-descriptions"));
        var current = Path.Combine(root, "current");
        try
        {
            if (lists is not null && !Directory.Exists(lists))
            {
                throw new InputException(
                    "there is no such folder of lists", Path.GetFullPath(lists), "Name the folder that holds the files …Translation-xx.");
            }

            if (lists is null && Current(root, current) is { } known) return known;
            Directory.CreateDirectory(root);
            using var alone = Lock(Path.Combine(root, "lock"), context);
            if (lists is not null) return DescriptionCache.Of(root, lists, context.Report);
            return Current(root, current) ?? FetchInto(root, current, context);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"the package descriptions cannot be kept ({error.Message})", root, "Make the cache folder writable, with 400 MB free.", error);
        }
    }

    private static DescriptionCache? Current(string root, string current) =>
        File.Exists(current) ? DescriptionCache.Find(root, File.ReadAllText(current).Trim()) : null;

    private static DescriptionCache FetchInto(string root, string current, SourceContext context)
    {
        var fetched = Path.Combine(root, "lists");
        AptLists.Fetch(fetched, context);
        var cache = DescriptionCache.Of(root, fetched, context.Report);
        var unfinished = current + ".tmp";
        using (var file = File.Create(unfinished))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(cache.Checksum));
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, current, overwrite: true);
        // What was fetched is in the cache; unpacked it is ten times as large.
        Directory.Delete(fetched, recursive: true);
        return cache;
    }

    /// <summary>Waits until no other process fetches. The lock ends with its process.</summary>
    private static FileStream Lock(string path, SourceContext context)
    {
        for (var waited = 0; ; waited++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path) && waited < 6000)
            {
                if (waited == 0) context.Report("waiting for another process that fetches package descriptions");
                context.Cancel.WaitHandle.WaitOne(100);
                context.Cancel.ThrowIfCancellationRequested();
            }
        }
    }
}
