using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Clt.Results.Tables;

/// <summary>
/// Text of others (data, labels, exceptions, descriptions of plugins) for terminals and documents: characters that move the cursor, colour
/// or hide text, or turn its direction, are shown as their codes, and addresses lose their passwords.
/// </summary>
public static partial class Visible
{
    /// <summary>The text with such characters as <c>⟨U+202E⟩</c>.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="lines">Whether line feeds and tabs stay.</param>
    public static string Of(string text, bool lines = false)
    {
        text = Password().Replace(text, "://***@");
        if (!text.Any(c => IsHidden(c, lines)))
            return text;
        var shown = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (IsHidden(c, lines))
                shown.Append(CultureInfo.InvariantCulture, $"⟨U+{(int)c:X4}⟩");
            else
                shown.Append(c);
        }

        return shown.ToString();
    }

    /// <summary>Control characters, line and paragraph separators, and the marks, embeddings, overrides and isolates of UAX #9.</summary>
    private static bool IsHidden(char c, bool lines) =>
        char.IsControl(c)
            ? !(lines && c is '\n' or '\t')
            : c
                is '\u2028'
                    or '\u2029'
                    or '\u061C'
                    or '\u200E'
                    or '\u200F'
                    or (>= '\u202A' and <= '\u202E')
                    or (>= '\u2066' and <= '\u2069');

    /// <summary>A name and password between the scheme and the host.</summary>
    [GeneratedRegex("(?<=[a-z])://[^/\\s@\"'?#]+@")]
    private static partial Regex Password();
}
