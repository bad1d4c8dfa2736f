namespace Clt.Kernels;

/// <summary>The function of a gated feed-forward layer's gate.</summary>
public enum Activation
{
    /// <summary>x · sigmoid(x).</summary>
    SiLU = 0,

    /// <summary>x · Φ(x) with the exact normal distribution function.</summary>
    Gelu = 1,

    /// <summary>The tanh form of GELU (gelu_new, gelu_pytorch_tanh).</summary>
    GeluTanh = 2,

    /// <summary>max(x, 0).</summary>
    Relu = 3,
}
