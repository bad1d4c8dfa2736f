namespace Clt.Plugins.Metrics.Core;

/// <summary>A label as metrics compare it: whatever its case and the white space or full stop around it.</summary>
public static class LabelText
{
    /// <summary>NFC, lower case, without white space around it and full stops after it; a lone surrogate is U+FFFD.</summary>
    // The full stops of Latin, Chinese and Japanese, Devanagari and Urdu.
    public static string Normal(string text) => CleanText.Composed(text).ToLowerInvariant().Trim().TrimEnd('.', '。', '।', '۔').TrimEnd();
}
