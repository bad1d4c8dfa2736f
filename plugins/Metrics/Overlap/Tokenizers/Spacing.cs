using System.Text;

namespace Clt.Plugins.Metrics.Overlap;

/// <summary>Puts spaces around characters and pairs of neighbours, as the substitutions of the mteval and Tercom tokenizers do.</summary>
internal static class Spacing
{
    /// <summary>A space on both sides of every character that the test accepts.</summary>
    public static string Around(string text, Func<char, bool> test)
    {
        var builder = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (test(c))
                builder.Append(' ').Append(c).Append(' ');
            else
                builder.Append(c);
        }

        return builder.ToString();
    }

    /// <summary>
    /// Separates a pair of neighbours with a space, and puts one more after it (or before it). Pairs do not overlap; the leftmost counts.
    /// </summary>
    public static string Between(string text, Func<char, bool> first, Func<char, bool> second, bool before = false)
    {
        var builder = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 == text.Length || !first(text[i]) || !second(text[i + 1]))
            {
                builder.Append(text[i]);
                continue;
            }

            if (before)
                builder.Append(' ');
            builder.Append(text[i]).Append(' ').Append(text[++i]);
            if (!before)
                builder.Append(' ');
        }

        return builder.ToString();
    }

    /// <summary>Periods and commas not between digits, and dashes after digits.</summary>
    public static string PeriodsAndDashes(string text)
    {
        if (text.AsSpan().ContainsAny('.', ','))
        {
            text = Between(text, static c => !char.IsAsciiDigit(c), static c => c is '.' or ',');
            text = Between(text, static c => c is '.' or ',', static c => !char.IsAsciiDigit(c), before: true);
        }

        return text.Contains('-') ? Between(text, char.IsAsciiDigit, static c => c == '-') : text;
    }

    /// <summary>
    /// ASCII punctuation and symbols except apostrophe, comma, dash and period. A space beside a space changes no token, so it is left
    /// out.
    /// </summary>
    public static bool IsMtevalSymbol(char c) =>
        c is (>= '{' and <= '~') or (>= '[' and <= '`') or (>= '!' and <= '&') or (>= '(' and <= '+') or (>= ':' and <= '@') or '/';

    /// <summary>Python's <c>' '.join(text.split())</c>.</summary>
    public static string Collapse(string text) => string.Join(' ', Core.PythonText.Split(text));

    public static string Unescape(string text) =>
        text.Contains('&') ? text.Replace("&quot;", "\"").Replace("&amp;", "&").Replace("&lt;", "<").Replace("&gt;", ">") : text;
}
