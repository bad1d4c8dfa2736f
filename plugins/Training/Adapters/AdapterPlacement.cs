namespace Clt.Plugins.Training.Adapters;

/// <summary>Where bottleneck adapters stand in a block.</summary>
public enum AdapterPlacement
{
    /// <summary>Behind the feed-forward layer, before its residual addition (Pfeiffer et al. 2021).</summary>
    FeedForward,

    /// <summary>
    /// The same, but what it reads is the sum with the residual stream, normalised where the block normalises its sums (MAD-X: Pfeiffer et
    /// al.
    /// 2020, arXiv 2005.00052). Made for encoders such as BERT and XLM-R; stacked adapters each read the sum with what those before gave.
    /// </summary>
    FeedForwardSum,

    /// <summary>Behind attention and behind the feed-forward layer, before their residual additions (Houlsby et al. 2019).</summary>
    AttentionAndFeedForward,

    /// <summary>Behind the whole block, on the residual stream (Bapna and Firat 2019; Lai et al. 2022).</summary>
    Block,
}
