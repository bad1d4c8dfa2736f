using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Clt.Plugins.Sources.Debian.Apt;

namespace Clt.Plugins.Sources.Debian;

/// <summary>The cleaned descriptions on disk, a compressed file of JSON lines a language, in a folder named by the checksum of apt's lists.</summary>
internal sealed class DescriptionCache
{
    /// <summary>Part of the folder's name: another way of cleaning makes another folder.</summary>
    private const string Cleaning = "v1";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _folder;

    private DescriptionCache(string folder) => _folder = folder;

    /// <summary>The content's identity: SHA-256 of the lists, and the way of cleaning.</summary>
    public string Checksum => Path.GetFileName(_folder);

    /// <summary>The cache of these lists: made when it is not there yet.</summary>
    /// <param name="root">Where caches stand.</param>
    /// <param name="lists">A folder of files <c>…Translation-xx</c>.</param>
    /// <param name="report">Takes one line a language.</param>
    public static DescriptionCache Of(string root, string lists, Action<string> report)
    {
        var files = AptLists.Translations(lists);
        var english = files.Where(f => f.Tag == "en").Select(f => f.Path).ToList();
        if (english.Count == 0)
        {
            throw new InputException(
                "there are no English descriptions (…Translation-en)", lists, "Fetch them too: translations are aligned by them.");
        }

        var folder = Path.Combine(root, $"{Hash(files)}-{Cleaning}");
        if (!Directory.Exists(folder)) Build(folder, files, new Cleaner(english.SelectMany(Stanza.ReadAll)), report);
        return new DescriptionCache(folder);
    }

    /// <summary>The cache with this checksum, if it is complete.</summary>
    public static DescriptionCache? Find(string root, string checksum)
    {
        var folder = Path.Combine(root, checksum);
        return checksum.Length > 0 && Directory.Exists(folder) ? new DescriptionCache(folder) : null;
    }

    /// <summary>A language's descriptions; none where apt had none.</summary>
    public IEnumerable<Description> Read(Language language)
    {
        var path = PathOf(_folder, language);
        if (!File.Exists(path)) yield break;
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        for (var line = 1; ; line++)
        {
            Description? description;
            try
            {
                if (reader.ReadLine() is not { } text) yield break;
                description = JsonSerializer.Deserialize<Description>(text, Json);
            }
            catch (Exception error) when (error is JsonException or InvalidDataException)
            {
                throw new InputException(
                    "the cached descriptions are damaged", $"{path}:{line}",
                    $"Delete the folder {Path.GetDirectoryName(_folder)}; they are fetched again.", error);
            }

            yield return description!;
        }
    }

    /// <summary>Written beside and renamed when whole, so that a folder under its checksum is complete.</summary>
    private static void Build(string folder, List<(string Path, string Tag)> files, Cleaner cleaner, Action<string> report)
    {
        var unfinished = $"{folder}.{Environment.ProcessId}.tmp";
        Directory.CreateDirectory(unfinished);
        foreach (var group in files.GroupBy(f => f.Tag == "en" ? Language.Parse("en") : Language.TryParse(f.Tag, out var l) ? l : null))
        {
            if (group.Key is null) continue;
            var kept = cleaner.Clean(group.SelectMany(f => Stanza.ReadAll(f.Path)), group.Key);
            using var file = File.Create(PathOf(unfinished, group.Key));
            using (var writer = new StreamWriter(new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true), new UTF8Encoding(false)))
            {
                foreach (var description in kept) writer.WriteLine(JsonSerializer.Serialize(description, Json));
            }

            file.Flush(flushToDisk: true);
            report($"{group.Key.Name}: {kept.Count} descriptions");
        }

        Directory.Move(unfinished, folder);
    }

    private static string PathOf(string folder, Language language) => Path.Combine(folder, language.Short + ".jsonl.gz");

    /// <summary>Over the languages and contents of the lists, not their paths.</summary>
    private static string Hash(List<(string Path, string Tag)> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var contents = files.Select(f =>
        {
            using var stream = File.OpenRead(f.Path);
            return f.Tag + ' ' + Convert.ToHexStringLower(SHA256.HashData(stream));
        });
        foreach (var content in contents.Order(StringComparer.Ordinal)) hash.AppendData(Encoding.UTF8.GetBytes(content + '\n'));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
