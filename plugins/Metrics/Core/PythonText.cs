using System.Text;

namespace Clt.Plugins.Metrics.Core;

/// <summary>Text operations as Python does them, for reproducing scores of Python tools to the digit.</summary>
public static class PythonText
{
    /// <summary>White space of <c>str.split()</c>: Unicode's, and the four separators U+001C to U+001F.</summary>
    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\u001c' and <= '\u001f';

    /// <summary><c>text.split()</c>.</summary>
    public static List<string> Split(string text)
    {
        var words = new List<string>();
        for (var i = 0; i < text.Length; )
        {
            while (i < text.Length && IsSpace(text[i]))
                i++;
            var start = i;
            while (i < text.Length && !IsSpace(text[i]))
                i++;
            if (i > start)
                words.Add(text[start..i]);
        }

        return words;
    }

    /// <summary><c>text.rstrip()</c>.</summary>
    public static string TrimEnd(string text)
    {
        var end = text.Length;
        while (end > 0 && IsSpace(text[end - 1]))
            end--;
        return text[..end];
    }

    /// <summary><c>text.strip()</c>.</summary>
    public static string Trim(string text)
    {
        var start = 0;
        while (start < text.Length && IsSpace(text[start]))
            start++;
        return TrimEnd(text[start..]);
    }

    /// <summary><c>text.lower()</c>: as the invariant culture, but a final sigma becomes ς and İ becomes i with a dot above.</summary>
    public static string Lower(string text)
    {
        var lower = text.ToLowerInvariant();
        if (!text.AsSpan().ContainsAny('Σ', 'İ'))
            return lower;
        var builder = new StringBuilder(lower.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == 'İ')
                builder.Append("i\u0307");
            else if (text[i] == 'Σ' && IsCased(text, i, -1) && !IsCased(text, i, 1))
                builder.Append('ς');
            else
                builder.Append(lower[i]);
        }

        return builder.ToString();
    }

    // The nearest character to one side that is not transparent to case (marks, apostrophes, full stops) is a letter with case.
    private static bool IsCased(string text, int at, int step)
    {
        for (var i = at + step; i >= 0 && i < text.Length; i += step)
        {
            if (char.IsUpper(text[i]) || char.IsLower(text[i]))
                return true;
            var category = char.GetUnicodeCategory(text[i]);
            var transparent =
                category
                    is System.Globalization.UnicodeCategory.NonSpacingMark
                        or System.Globalization.UnicodeCategory.Format
                        or System.Globalization.UnicodeCategory.ModifierLetter
                        or System.Globalization.UnicodeCategory.ModifierSymbol
                || text[i] is '\'' or '.' or ':' or '’' or '·';
            if (!transparent)
                return false;
        }

        return false;
    }
}
