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

    /// <summary>The same for an object that is written piece by piece, with a line feed after it.</summary>
    /// <param name="target">Where it goes, in UTF-8.</param>
    /// <param name="write">Writes the object, with at least one field, without white space at its end.</param>
    public static void Write(Stream target, Action<Stream> write)
    {
        using var stream = new SealingStream(target);
        write(stream);
        stream.Close("\n"u8);
    }

    /// <summary>What the checksum says of the text; an object that another program wrote has none.</summary>
    public static SealState State(string text) => State(Encoding.UTF8.GetBytes(text));

    /// <summary>The same of a text in UTF-8.</summary>
    public static SealState State(ReadOnlySpan<byte> text)
    {
        var at = text.LastIndexOf("\"checksum\""u8);
        var found = at < 0 ? Match.Empty : End().Match(Encoding.UTF8.GetString(text[at..]));
        if (!found.Success)
            return SealState.None;
        var said = found.Groups[1].Value;
        var before = text[..at];
        var holds = said.Length >= LineDigits && before.EndsWith(","u8) && Digits(before[..^1], said.Length) == said;
        return holds ? SealState.Holds : SealState.Broken;
    }

    /// <summary>What ends a sealed object, in place of its brace.</summary>
    internal static string Ending(string digits) => $",{Field}:\"{digits}\"}}";

    private static string Close(string json, int digits) => json[..^1] + Ending(Digits(Encoding.UTF8.GetBytes(json[..^1]), digits));

    private static string Digits(ReadOnlySpan<byte> text, int count) =>
        Convert.ToHexStringLower(SHA256.HashData(text))[..Math.Min(count, SHA256.HashSizeInBytes * 2)];

    [GeneratedRegex("""\G"checksum"\s*:\s*"([^"]*)"\s*\}\s*\z""")]
    private static partial Regex End();
}
