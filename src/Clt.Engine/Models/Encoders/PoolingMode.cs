namespace Clt.Engine.Models.Encoders;

/// <summary>How one vector is made of a sequence's states.</summary>
public enum PoolingMode
{
    /// <summary>Their mean, the special tokens' included.</summary>
    Mean,

    /// <summary>The first token's ([CLS], &lt;s&gt;).</summary>
    First,
}
