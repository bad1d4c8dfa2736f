using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Clt.Plugins.Sources.Debian.Strings;

/// <summary>
/// Cleans what a program shows: marks of keys are taken out; left out is what is not translated, has markup, or no word of two letters.
/// </summary>
internal static partial class StringCleaner
{
    /// <summary>The strings of a catalogue, in its order: English ones, or translations.</summary>
    public static IEnumerable<InterfaceString> Clean(string file, byte[] catalogue, string where, bool english)
    {
        foreach (var (context, original, translation) in MessageCatalogue.Read(catalogue, where))
        {
            var (source, text) = (Line(original), Line(english ? original : translation));
            if (!english && text == source)
                continue;
            if (text.Contains('<', StringComparison.Ordinal) || !Word().IsMatch(text))
                continue;
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(original)).AsSpan(0, 8));
            yield return new InterfaceString($"{file}/{context}#{hash}", hash, file, text);
        }
    }

    /// <summary><c>Datei(~F)</c> and <c>~Datei</c> are <c>Datei</c>.</summary>
    private static string Line(string text) =>
        Space().Replace(KeyInBrackets().Replace(text, "").Replace("~", "", StringComparison.Ordinal), " ").Trim();

    [GeneratedRegex(@"\s*[(（][~_].[)）]")]
    private static partial Regex KeyInBrackets();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"\p{L}[\p{L}\p{M}]")]
    private static partial Regex Word();
}
