namespace Clt.Plugins.Metrics.Overlap;

/// <summary>The lightweight Hindi stemmer (Ramanathan and Rao 2003): the longest known ending goes, if two letters more are left.</summary>
internal static class HindiStemmer
{
    private static readonly string[] Endings =
    [
        "ाएंगी",
        "ाएंगे",
        "ाऊंगी",
        "ाऊंगा",
        "ाएगी",
        "ाएगा",
        "ाओगी",
        "ाओगे",
        "एंगी",
        "ेंगी",
        "एंगे",
        "ेंगे",
        "ूंगी",
        "ूंगा",
        "ातीं",
        "नाओं",
        "नाएं",
        "ताओं",
        "ताएं",
        "ियाँ",
        "ियों",
        "ियां",
        "ाकर",
        "ाइए",
        "ाईं",
        "ाया",
        "ेगी",
        "ेगा",
        "ोगी",
        "ोगे",
        "ाने",
        "ाना",
        "ाते",
        "ाती",
        "ाता",
        "तीं",
        "ाओं",
        "ाएं",
        "ुओं",
        "ुएं",
        "ुआं",
        "कर",
        "ाओ",
        "िए",
        "ाई",
        "ाए",
        "ने",
        "नी",
        "ना",
        "ते",
        "ीं",
        "ती",
        "ता",
        "ाँ",
        "ां",
        "ों",
        "ें",
        "ो",
        "े",
        "ू",
        "ु",
        "ी",
        "ि",
        "ा",
    ];

    public static string Stem(string text)
    {
        var ending = Endings.Where(e => text.Length > e.Length + 1 && text.EndsWith(e, StringComparison.Ordinal)).MaxBy(e => e.Length);
        return ending is null ? text : text[..^ending.Length];
    }
}
