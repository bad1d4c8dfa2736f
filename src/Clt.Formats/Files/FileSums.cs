using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Clt.Formats.Files;

/// <summary>
/// Checksums (SHA-256) of stored files. A file's content is hashed once a process: after that its place, length, times and inode tell
/// whether it is the same. Nothing of it outlives the process, so that a disk that decays is noticed by the next one.
/// </summary>
public static class FileSums
{
    private static readonly ConcurrentDictionary<(string Path, FileState State), string> Known = new();

    /// <summary>The SHA-256 of a file's content.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string Of(string path)
    {
        var whole = Path.GetFullPath(path);
        var state = FileState.Of(whole);
        if (Known.TryGetValue((whole, state), out var known))
            return known;
        using var stream = new FileStream(
            whole,
            FileMode.Open,
            FileAccess.Read,
            FileShare.Read | FileShare.Delete,
            1 << 20,
            FileOptions.SequentialScan
        );
        var sum = Convert.ToHexStringLower(SHA256.HashData(stream));
        // Of a file that was written meanwhile nothing is remembered.
        if (FileState.Of(whole) == state)
            Known[(whole, state)] = sum;
        return sum;
    }

    /// <summary>What files of a folder are now, by their paths in it with forward slashes.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="files">Files in it, by full path.</param>
    public static SortedDictionary<string, FileSum> Of(string folder, IEnumerable<string> files) =>
        new(
            files.ToDictionary(f => Path.GetRelativePath(folder, f).Replace('\\', '/'), f => new FileSum(new FileInfo(f).Length, Of(f))),
            StringComparer.Ordinal
        );

    /// <summary>What is wrong with the first file that is not as it was, in a sentence without a full stop; null where all are.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="sums">What its files must be.</param>
    /// <param name="content">Whether content is hashed; else only files that are missing or of another length are noticed.</param>
    public static string? Fault(string folder, IReadOnlyDictionary<string, FileSum> sums, bool content)
    {
        foreach (var (name, sum) in sums)
        {
            var file = new FileInfo(Path.Combine(folder, name));
            if (!file.Exists)
                return $"{name} is missing";
            // A link's own length says nothing.
            var length = file.LinkTarget is null ? file.Length : sum.Length;
            if (length != sum.Length)
                return $"{name} has {length} bytes in place of {sum.Length}";
            if (content && Of(file.FullName) != sum.Sha256)
                return $"{name} is damaged: its checksum differs";
        }

        return null;
    }
}
