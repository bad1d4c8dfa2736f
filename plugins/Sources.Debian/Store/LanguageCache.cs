using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Clt.Plugins.Sources.Debian.Store;

/// <summary>
/// Cleaned items on disk, a compressed file of JSON lines a language, in a folder named by the checksum of what they were made of.
/// </summary>
internal sealed class LanguageCache<T>
{
    /// <summary>The lines that the checksum is of.</summary>
    private const string ContentsFile = "contents.txt";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _folder;

    private LanguageCache(string folder) => _folder = folder;

    /// <summary>The content's identity: SHA-256 of the files it was made of, and the way of cleaning.</summary>
    public string Checksum => Path.GetFileName(_folder);

    /// <summary>The cache of what this folder holds: made when it is not there yet.</summary>
    /// <param name="root">Where caches stand.</param>
    /// <param name="material">How it is made.</param>
    /// <param name="source">The folder of what was fetched.</param>
    /// <param name="report">Takes one line a language.</param>
    public static LanguageCache<T> Of(string root, Material<T> material, string source, Action<string> report)
    {
        var contents = material.Contents(source).Order(StringComparer.Ordinal).Select(c => c + '\n').ToList();
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(contents)));
        var folder = Path.Combine(root, $"{Convert.ToHexStringLower(hash.AsSpan(0, 16))}-{material.Cleaning}");
        if (!Directory.Exists(folder))
            Build(folder, material, source, contents, report);
        return new LanguageCache<T>(folder);
    }

    /// <summary>The cache with this checksum, if it is complete.</summary>
    public static LanguageCache<T>? Find(string root, string checksum)
    {
        var folder = Path.Combine(root, checksum);
        return checksum.Length > 0 && Directory.Exists(folder) ? new LanguageCache<T>(folder) : null;
    }

    /// <summary>A language's items; none where there were none.</summary>
    public IEnumerable<T> Read(Language language)
    {
        var path = PathOf(_folder, language);
        if (!File.Exists(path))
            yield break;
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        for (var line = 1; ; line++)
        {
            T? item;
            try
            {
                if (reader.ReadLine() is not { } text)
                    yield break;
                item = JsonSerializer.Deserialize<T>(text, Json);
            }
            catch (Exception error) when (error is JsonException or InvalidDataException)
            {
                throw new InputException(
                    "what was kept is damaged",
                    $"{path}:{line}",
                    $"Delete the folder {Path.GetDirectoryName(_folder)}; it is fetched again.",
                    error
                );
            }

            yield return item!;
        }
    }

    /// <summary>
    /// Written beside and renamed when whole, so that a folder under its checksum is complete; nothing is left where that fails.
    /// </summary>
    private static void Build(string folder, Material<T> material, string source, IEnumerable<string> contents, Action<string> report)
    {
        var unfinished = $"{folder}.{Environment.ProcessId}.tmp";
        Directory.CreateDirectory(unfinished);
        try
        {
            File.WriteAllText(Path.Combine(unfinished, ContentsFile), string.Concat(contents));
            foreach (var (language, items) in material.Clean(source))
            {
                Write(PathOf(unfinished, language), items);
                report($"{language.Name}: {items.Count} {material.Noun}");
            }

            Directory.Move(unfinished, folder);
        }
        catch
        {
            Directory.Delete(unfinished, recursive: true);
            throw;
        }
    }

    private static void Write(string path, IEnumerable<T> items)
    {
        using var file = File.Create(path);
        using (var writer = new StreamWriter(new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true), new UTF8Encoding(false)))
        {
            foreach (var item in items)
                writer.WriteLine(JsonSerializer.Serialize(item, Json));
        }

        file.Flush(flushToDisk: true);
    }

    private static string PathOf(string folder, Language language) => Path.Combine(folder, language.Short + ".jsonl.gz");
}
