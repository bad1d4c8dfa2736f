using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace Clt.Plugins.Sources.Npm.Client;

/// <summary>Reading of files from npm's tarballs, without unpacking them.</summary>
internal static class NpmArchive
{
    private const string Root = "package/";

    /// <summary>The documents whose paths within the package are wanted, by path; those that are not there are left out.</summary>
    /// <exception cref="InputException">The tarball cannot be read, or a document is no JSON.</exception>
    public static IReadOnlyDictionary<string, JsonElement> Read(string tarball, IReadOnlySet<string> wanted) =>
        Each(
            tarball,
            wanted,
            data =>
            {
                using var document = JsonDocument.Parse(data);
                return document.RootElement.Clone();
            }
        );

    /// <summary>The same of files of text.</summary>
    /// <exception cref="InputException">The tarball cannot be read.</exception>
    public static IReadOnlyDictionary<string, string> Texts(string tarball, IReadOnlySet<string> wanted) =>
        Each(
            tarball,
            wanted,
            data =>
            {
                using var reader = new StreamReader(data);
                return reader.ReadToEnd();
            }
        );

    private static Dictionary<string, T> Each<T>(string tarball, IReadOnlySet<string> wanted, Func<Stream, T> read)
    {
        var found = new Dictionary<string, T>(StringComparer.Ordinal);
        try
        {
            using var tar = new TarReader(new GZipStream(File.OpenRead(tarball), CompressionMode.Decompress));
            while (tar.GetNextEntry() is { } entry)
            {
                var path = entry.Name.StartsWith(Root, StringComparison.Ordinal) ? entry.Name[Root.Length..] : entry.Name;
                if (wanted.Contains(path) && entry.DataStream is { } data)
                    found[path] = read(data);
            }

            return found;
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or EndOfStreamException)
        {
            throw new InputException($"it cannot be read ({e.Message})", tarball, "Delete it; it is fetched again.", e);
        }
    }
}
