namespace Clt.Recipes.Models;

/// <summary>Pre-norm or post-norm: where a block's layer norms stand (Xiong et al. 2020).</summary>
public enum NormPlacement
{
    /// <summary>Before attention and feed-forward, and once behind the last block: the residual stream itself is left as it is.</summary>
    Before,

    /// <summary>Behind each residual addition, as in BERT.</summary>
    After,
}
