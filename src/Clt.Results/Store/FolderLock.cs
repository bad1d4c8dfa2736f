namespace Clt.Results.Store;

/// <summary>An exclusive lock on a file. It ends with the process, also with a killed one.</summary>
public sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, waiting at most <paramref name="patience"/>; null where another process holds it.</summary>
    /// <exception cref="InputException">The folder cannot be written.</exception>
    public static FolderLock? Take(string path, TimeSpan patience = default, CancellationToken cancel = default)
    {
        var until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (true)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
                return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (UnauthorizedAccessException e)
            {
                throw ReadOnly(path, e);
            }
            catch (IOException e) when (File.Exists(path))
            {
                if (Environment.TickCount64 >= until)
                    return null;
                _ = e;
                cancel.WaitHandle.WaitOne(50);
                cancel.ThrowIfCancellationRequested();
            }
            catch (IOException e)
            {
                throw ReadOnly(path, e);
            }
        }
    }

    public void Dispose() => _file.Dispose();

    private static InputException ReadOnly(string path, Exception e) =>
        new(
            $"the folder cannot be written ({e.Message})",
            Path.GetDirectoryName(Path.GetFullPath(path))!,
            "Make it writable, or choose another with --runs.",
            e
        );
}
