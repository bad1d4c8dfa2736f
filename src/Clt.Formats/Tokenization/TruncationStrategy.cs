namespace Clt.Formats.Tokenization;

/// <summary>Which text of a pair is cut.</summary>
public enum TruncationStrategy
{
    /// <summary>The longer one until both are equally long, then both.</summary>
    LongestFirst,
    OnlyFirst,
    OnlySecond,
}
