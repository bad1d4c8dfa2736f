using System.Text.Json;
using Clt.Formats.Files;

namespace Clt.Results.Store;

/// <summary>
/// <c>checksums.json</c> of a study's folder: what <c>results.json</c>, <c>results.csv</c>, <c>means.csv</c> and <c>report.html</c> must
/// be. What is missing or was changed is written again by the next run, and nothing reads it until then.
/// </summary>
public static class WrittenFiles
{
    private const string Name = "checksums.json";

    /// <summary>Writes files of a study's folder, each whole or not at all, and then their checksums.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="files">Full paths with what writes them.</param>
    public static void Write(string folder, IReadOnlyList<(string Path, Action<Stream> Write)> files)
    {
        // Without checksums nothing counts as written, so a kill in between leaves nothing that is taken for whole.
        File.Delete(Path.Combine(folder, Name));
        foreach (var (path, write) in files)
            AtomicFile.Write(path, write);
        var sums = FileSums.Of(folder, files.Select(f => f.Path));
        AtomicFile.WriteText(Path.Combine(folder, Name), JsonSerializer.Serialize(sums, ResultJson.Default.SortedDictionaryStringFileSum));
    }

    /// <summary>Why the files are to be written again; null where they are all as they were written.</summary>
    public static string? Fault(string folder) =>
        Read(folder) is { } sums ? FileSums.Fault(folder, sums, content: true) : "the checksums are missing or damaged";

    /// <summary>
    /// Refuses a file of a study's folder that is not as it was written; other files, and those of other folders, are nobody's but the
    /// user's.
    /// </summary>
    /// <exception cref="InputException">It was changed or damaged.</exception>
    public static void Require(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (Read(folder)?.GetValueOrDefault(Path.GetFileName(path)) is not { } sum || FileSums.Of(path) == sum.Sha256)
            return;
        throw new InputException(
            "the file was changed after it was written, or the disk has damaged it: its checksum differs",
            path,
            "Write it again with clt run RECIPE. To use a table that you changed yourself, copy it to another folder."
        );
    }

    private static SortedDictionary<string, FileSum>? Read(string folder)
    {
        var file = Path.Combine(folder, Name);
        try
        {
            return File.Exists(file)
                ? JsonSerializer.Deserialize(File.ReadAllText(file), ResultJson.Default.SortedDictionaryStringFileSum)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
