using System.Runtime.InteropServices;

namespace Clt.Formats.Files;

/// <summary>Files and folders that are there whole or not at all: written beside their place, flushed to the disk, then renamed.</summary>
public static partial class AtomicFile
{
    /// <summary>
    /// Calls <paramref name="write"/> on a temporary file in the same folder, flushes it and renames it to <paramref name="path"/>.
    /// </summary>
    /// <exception cref="IOException">
    /// The disk is full or the folder read-only; the temporary file is removed and an older file stays.
    /// </exception>
    public static void Write(string path, Action<Stream> write)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        // Two processes may write the same file at once: each its own, and the last one stays.
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            FlushFolder(folder);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    /// <summary><see cref="Write"/> for text in UTF-8 without a byte-order mark.</summary>
    public static void WriteText(string path, string text) => Write(path, Text(text));

    /// <summary>Writes a text in UTF-8 without a byte-order mark.</summary>
    public static Action<Stream> Text(string text) => stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Makes renames inside a folder durable. Where the system cannot flush a folder this does nothing.</summary>
    public static void FlushFolder(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var descriptor = Open(folder, 0);
        if (descriptor < 0)
            return;
        _ = FlushDescriptor(descriptor);
        _ = Close(descriptor);
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (IOException)
        {
            // The first error is the one to show.
        }
        catch (UnauthorizedAccessException) { }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int FlushDescriptor(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
