namespace Clt.Plugins.Metrics.Core;

/// <summary>How a language writes numbers.</summary>
public enum NumberConvention
{
    /// <summary>1,234.5 (English, Chinese, Japanese, Korean, Thai, Bengali, Telugu, Swahili, Arabic and, lacking knowledge, all others).</summary>
    Point,

    /// <summary>1.234,5 or 1 234,5 (German, Spanish, French, Russian, Portuguese).</summary>
    Comma,
}
