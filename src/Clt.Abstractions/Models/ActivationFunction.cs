namespace Clt;

/// <summary>The non-linearity of a feed-forward layer.</summary>
public enum ActivationFunction
{
    /// <summary>x · sigmoid(x).</summary>
    Silu,

    /// <summary>x · Φ(x), exact.</summary>
    Gelu,

    /// <summary>The tanh approximation of <see cref="Gelu"/>.</summary>
    GeluTanh,

    /// <summary>max(x, 0).</summary>
    Relu,
}
