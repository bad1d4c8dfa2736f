namespace Clt.Kernels.Simd;

/// <summary>The function of a gate and its derivative.</summary>
internal interface IGate
{
    /// <summary>f(x).</summary>
    static abstract Lane16 Value(Lane16 x);

    /// <summary>f(x) and f′(x).</summary>
    static abstract (Lane16 Value, Lane16 Slope) Both(Lane16 x);
}
