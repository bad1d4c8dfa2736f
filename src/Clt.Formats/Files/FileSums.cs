using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Clt.Formats.Files;

/// <summary>
/// Checksums (SHA-256) of stored files. A file's content is hashed once a process: after that its place, length, times and inode tell
/// whether it is the same. Nothing of it outlives the process, so that a disk that decays is noticed by the next one; and of files that are
/// gone nothing is kept for long, so that a process may live as long as it likes.
/// </summary>
public static class FileSums
{
    private const int FewEnough = 1024;

    private static readonly ConcurrentDictionary<string, (FileState State, string Sum)> Known = new(StringComparer.Ordinal);
    private static readonly Lock Sweeping = new();
    private static int _most = FewEnough;

    /// <summary>How many files are remembered.</summary>
    internal static int Remembered => Known.Count;

    /// <summary>The SHA-256 of a file's content.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string Of(string path)
    {
        var whole = Path.GetFullPath(path);
        var state = FileState.Of(whole);
        if (Known.TryGetValue(whole, out var known) && known.State == state)
            return known.Sum;
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
            Remember(whole, state, sum);
        return sum;
    }

    /// <summary>Looks for files that are gone when there are twice as many as were left the last time: a constant price a file.</summary>
    private static void Remember(string path, FileState state, string sum)
    {
        Known[path] = (state, sum);
        if (Known.Count <= _most || !Sweeping.TryEnter())
            return;
        try
        {
            foreach (var gone in Known.Keys.Where(p => !File.Exists(p)))
                Known.TryRemove(gone, out _);
            _most = Math.Max(FewEnough, 2 * Known.Count);
        }
        finally
        {
            Sweeping.Exit();
        }
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
