using System.Text;

namespace Clt.Serving.Runs;

/// <summary>
/// Reads files of a runs folder while others write them. Links are not followed, so that a folder from elsewhere shows nothing but itself.
/// </summary>
internal static class OwnFile
{
    /// <summary>Whether there is such a file, and it is no link.</summary>
    public static bool Exists(string path) => new FileInfo(path) is { Exists: true, LinkTarget: null };

    /// <summary>The whole text; null where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">More bytes than these are cut off, and said to be.</param>
    public static string? Text(string path, int most = 1 << 20)
    {
        try
        {
            if (!Exists(path))
                return null;
            using var stream = Open(path);
            var bytes = new byte[Math.Min(most, stream.Length)];
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            var text = Encoding.UTF8.GetString(bytes, 0, read);
            return stream.Length > most ? $"{text}\n… cut off after {most} of {stream.Length} bytes" : text;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The lines; none where there is no such file.</summary>
    public static IEnumerable<string> Lines(string path)
    {
        if (!Exists(path))
            yield break;
        using var reader = new StreamReader(Open(path));
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    /// <summary>Length and time of a file, by which a change is told; <c>default</c> where there is none.</summary>
    public static (long Length, DateTime Changed) Mark(string path) =>
        new FileInfo(path) is { Exists: true, LinkTarget: null } file ? (file.Length, file.LastWriteTimeUtc) : default;

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
}
