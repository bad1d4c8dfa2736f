using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Clt.Formats.Files;

/// <summary>
/// Small files whose loss costs time only: what cannot be read, or has another checksum than the one in its first line, is made again, and
/// what cannot be written is not kept.
/// </summary>
public static class CacheFile
{
    private const int Digits = 16;

    /// <summary>The text of a file, or null where there is none that can be read and is as it was written.</summary>
    public static string? Read(string path)
    {
        try
        {
            if (!File.Exists(path))
                return null;
            var text = File.ReadAllText(path);
            return text.Length > Digits && text[Digits] == '\n' && text.StartsWith(Sum(text[(Digits + 1)..]), StringComparison.Ordinal)
                ? text[(Digits + 1)..]
                : null;
        }
        catch (Exception e) when (IsOfTheSystem(e))
        {
            return null;
        }
    }

    /// <summary>An object that was kept as JSON, or null where there is none or it is damaged.</summary>
    /// <param name="path">The file.</param>
    /// <param name="parse">Reads the JSON.</param>
    public static T? Read<T>(string path, Func<string, T?> parse)
        where T : class
    {
        try
        {
            return Read(path) is { } text ? parse(text) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes a text whole, with its checksum and its folder, where that can be done.</summary>
    public static void Keep(string path, string text)
    {
        try
        {
            AtomicFile.WriteText(path, $"{Sum(text)}\n{text}");
        }
        catch (Exception e) when (IsOfTheSystem(e)) { }
    }

    /// <summary>Removes what is known to be wrong.</summary>
    public static void Forget(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (IsOfTheSystem(e)) { }
    }

    private static string Sum(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Digits];

    private static bool IsOfTheSystem(Exception e) => e is IOException or UnauthorizedAccessException;
}
