namespace Clt.Engine.Adapters;

/// <summary>Where bottleneck adapters stand in a block.</summary>
public enum AdapterPlacement
{
    /// <summary>Behind the feed-forward layer, before its residual addition (Pfeiffer et al. 2021; in MAD-X).</summary>
    FeedForward,

    /// <summary>Behind attention and behind the feed-forward layer, before their residual additions (Houlsby et al. 2019).</summary>
    AttentionAndFeedForward,

    /// <summary>Behind the whole block, on the residual stream (Bapna and Firat 2019; Lai et al. 2022).</summary>
    Block,
}
