using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Clt.Kernels.Simd.Functions;
using static Clt.Kernels.Simd.Lanes;

namespace Clt.Kernels.Simd;

/// <summary>x · sigmoid(x).</summary>
internal readonly struct SiluGate : IGate
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 Value(Lane16 x) => x / (All(1) + Exp(-x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lane16 Value, Lane16 Slope) Both(Lane16 x)
    {
        var s = Sigmoid(x);
        return (x * s, s * MultiplyAdd(x, All(1) - s, All(1)));
    }
}

/// <summary>x · Φ(x).</summary>
internal readonly struct GeluGate : IGate
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 Value(Lane16 x) => x * NormalCdf(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lane16 Value, Lane16 Slope) Both(Lane16 x)
    {
        var p = NormalCdf(x);
        var density = All(0.398942280f) * Exp(All(-0.5f) * x * x);
        return (x * p, MultiplyAdd(x, density, p));
    }
}

/// <summary>x / 2 · (1 + tanh(√(2/π) · (x + 0.044715 x³))).</summary>
internal readonly struct GeluTanhGate : IGate
{
    private const float Slope = 0.797884561f;
    private const float Cubic = 0.044715f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 Value(Lane16 x) => All(0.5f) * x * (All(1) + Turn(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lane16 Value, Lane16 Slope) Both(Lane16 x)
    {
        var t = Turn(x);
        var half = All(0.5f) * (All(1) + t);
        var inner = All(Slope) * MultiplyAdd(All(3 * Cubic) * x, x, All(1));
        return (x * half, MultiplyAdd(All(0.5f) * x * MultiplySubtract(t, t, All(1)), inner, half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lane16 Turn(Lane16 x) => Tanh(All(Slope) * MultiplyAdd(All(Cubic) * x * x, x, x));
}

/// <summary>max(x, 0).</summary>
internal readonly struct ReluGate : IGate
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 Value(Lane16 x) => Max(Lane16.Zero, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lane16 Value, Lane16 Slope) Both(Lane16 x) =>
        (Value(x), Select(Vector512.GreaterThan(x, Lane16.Zero), All(1), Lane16.Zero));
}

/// <summary>The function of a gate and its derivative.</summary>
internal interface IGate
{
    /// <summary>f(x).</summary>
    static abstract Lane16 Value(Lane16 x);

    /// <summary>f(x) and f′(x).</summary>
    static abstract (Lane16 Value, Lane16 Slope) Both(Lane16 x);
}
