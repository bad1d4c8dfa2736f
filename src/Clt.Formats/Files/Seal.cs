using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Clt.Formats.Files;

/// <summary>
/// Checksum (SHA-256) of a JSON object inside itself: its last field, <c>"checksum"</c>, over the text before it. Fields that a reader does
/// not know are covered too.
/// </summary>
public static partial class Seal
{
    private const int LineDigits = 16;
    private const string Field = "\"checksum\"";

    /// <summary>The object with its checksum.</summary>
    /// <param name="json">A JSON object with at least one field, without white space at its end.</param>
    public static string Close(string json) => Close(json, SHA256.HashSizeInBytes * 2);

    /// <summary>The same for an object that is a line of a file: the first 16 digits.</summary>
    public static string CloseLine(string json) => Close(json, LineDigits);

    /// <summary>What the checksum says of the text; an object that another program wrote has none.</summary>
    public static SealState State(string text)
    {
        var at = text.LastIndexOf(Field, StringComparison.Ordinal);
        var found = at < 0 ? Match.Empty : End().Match(text, at);
        if (!found.Success)
            return SealState.None;
        var said = found.Groups[1].Value;
        var before = text.AsSpan(0, at);
        var holds = said.Length >= LineDigits && before.EndsWith(",") && Digits(before[..^1], said.Length) == said;
        return holds ? SealState.Holds : SealState.Broken;
    }

    private static string Close(string json, int digits) => $"{json[..^1]},{Field}:\"{Digits(json.AsSpan(0, json.Length - 1), digits)}\"}}";

    private static string Digits(ReadOnlySpan<char> text, int count)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        return Convert.ToHexStringLower(SHA256.HashData(bytes))[..Math.Min(count, SHA256.HashSizeInBytes * 2)];
    }

    [GeneratedRegex("""\G"checksum"\s*:\s*"([^"]*)"\s*\}\s*\z""")]
    private static partial Regex End();
}
