using System.Text;

namespace Clt.Plugins.Metrics.Core;

/// <summary>Text as metrics compare it.</summary>
public static class CleanText
{
    /// <summary>NFC, with every lone surrogate replaced by U+FFFD, so that any string a model gives can be compared and encoded.</summary>
    public static string Composed(string text) => WellFormed(text).Normalize(NormalizationForm.FormC);

    /// <summary>The text with every lone surrogate replaced by U+FFFD.</summary>
    public static string WellFormed(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
            return text;
        var builder = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            builder.Append(rune);
        return builder.ToString();
    }
}
