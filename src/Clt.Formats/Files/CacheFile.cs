using System.Text.Json;

namespace Clt.Formats.Files;

/// <summary>Small files whose loss costs time only: what cannot be read is made again, and what cannot be written is not kept.</summary>
public static class CacheFile
{
    /// <summary>The text of a file, or null where there is none that can be read.</summary>
    public static string? Read(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
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

    /// <summary>Writes a text whole, with its folder, where that can be done.</summary>
    public static void Keep(string path, string text)
    {
        try
        {
            AtomicFile.WriteText(path, text);
        }
        catch (Exception e) when (IsOfTheSystem(e))
        {
        }
    }

    private static bool IsOfTheSystem(Exception e) => e is IOException or UnauthorizedAccessException;
}
