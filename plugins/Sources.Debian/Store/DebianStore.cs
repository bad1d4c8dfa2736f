namespace Clt.Plugins.Sources.Debian.Store;

/// <summary>Finds what is cached, or fetches and cleans it: once a cache folder, however many processes ask.</summary>
internal static class DebianStore
{
    /// <summary>The items made of a folder, or (null) of what the machine's mirrors have, fetched when it was not before.</summary>
    /// <exception cref="InputException">They cannot be fetched, read or written.</exception>
    public static LanguageCache<T> Open<T>(Material<T> material, string? folder, SourceContext context)
    {
        var root = Path.GetFullPath(Path.Combine(context.CacheFolder, material.Name));
        var current = Path.Combine(root, material.Current);
        try
        {
            if (folder is not null && !Directory.Exists(folder))
            {
                throw new InputException(
                    "there is no such folder",
                    Path.GetFullPath(folder),
                    $"Name the folder that holds the {material.Noun} ({material.FileNames})."
                );
            }

            if (folder is null && Current<T>(root, current) is { } known)
                return known;
            Directory.CreateDirectory(root);
            using var alone = Lock(Path.Combine(root, "lock"), material.Noun, context);
            if (folder is not null)
                return LanguageCache<T>.Of(root, material, folder, context.Report);
            return Current<T>(root, current) ?? FetchInto(root, current, material, context);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"the {material.Noun} cannot be kept ({error.Message})",
                root,
                "Make the cache folder writable, with 400 MB free.",
                error
            );
        }
    }

    private static LanguageCache<T>? Current<T>(string root, string current) =>
        File.Exists(current) ? LanguageCache<T>.Find(root, File.ReadAllText(current).Trim()) : null;

    private static LanguageCache<T> FetchInto<T>(string root, string current, Material<T> material, SourceContext context)
    {
        var fetched = Path.Combine(root, "fetched");
        material.Fetch(fetched, context);
        var cache = LanguageCache<T>.Of(root, material, fetched, context.Report);
        var unfinished = current + ".tmp";
        using (var file = File.Create(unfinished))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(cache.Checksum));
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, current, overwrite: true);
        // What was fetched is in the cache; as it came it is ten times as large.
        Directory.Delete(fetched, recursive: true);
        return cache;
    }

    /// <summary>Waits until no other process fetches. The lock ends with its process.</summary>
    private static FileStream Lock(string path, string noun, SourceContext context)
    {
        for (var waited = 0; ; waited++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path) && waited < 6000)
            {
                if (waited == 0)
                    context.Report($"waiting for another process that fetches {noun}");
                context.Cancel.WaitHandle.WaitOne(100);
                context.Cancel.ThrowIfCancellationRequested();
            }
        }
    }
}
