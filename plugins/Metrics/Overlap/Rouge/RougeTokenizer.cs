namespace Clt.Plugins.Metrics.Overlap;

/// <summary>How ROUGE splits text into tokens.</summary>
public enum RougeTokenizer
{
    /// <summary>Words in any script, letters of unsegmented scripts (<see cref="Core.UnicodeTokens"/>).</summary>
    Unicode,

    /// <summary>rouge-score without stemming: ASCII letters and digits only.</summary>
    English,

    /// <summary>rouge-score with Porter stems.</summary>
    EnglishStemmed,

    /// <summary>XL-Sum's clean-up without its segmenters.</summary>
    XlSum,

    /// <summary>
    /// XL-Sum's tokens for languages written with spaces, with Snowball's stems where it has them (<see cref="Snowball"/>).
    /// </summary>
    XlSumStemmed,
}
