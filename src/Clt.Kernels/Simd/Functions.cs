using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Clt.Kernels.Simd.Lanes;

namespace Clt.Kernels.Simd;

/// <summary>Functions of every lane, without branches: a few units in the last place of fp32; NaN stays NaN.</summary>
internal static class Functions
{
    private const float Furthest = 87;

    /// <summary>
    /// exp by range reduction to |r| ≤ ln2/2 and the polynomial of Cephes (Moshier, expf). Arguments are clamped to ±87, so that neither
    /// the result nor its reciprocal is denormal: those cost a hundred times as much.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Lane16 Exp(Lane16 x)
    {
        x = Min(All(Furthest), Max(All(-Furthest), x));

        // Adding 1.5 · 2²³ rounds to a whole number.
        var n = MultiplyAdd(x, All(1.44269504f), All(12582912f)) - All(12582912f);
        var r = MultiplyAdd(n, All(-0.693359375f), x);
        r = MultiplyAdd(n, All(2.12194440e-4f), r);
        var p = All(1.9875691500e-4f);
        p = MultiplyAdd(p, r, All(1.3981999507e-3f));
        p = MultiplyAdd(p, r, All(8.3334519073e-3f));
        p = MultiplyAdd(p, r, All(4.1665795894e-2f));
        p = MultiplyAdd(p, r, All(1.6666665459e-1f));
        p = MultiplyAdd(p, r, All(5.0000001201e-1f));
        var y = MultiplyAdd(p * r, r, r) + All(1);
        return y * ((Vector512.ConvertToInt32Native(n) + Vector512.Create(127)) << 23).AsSingle();
    }

    /// <summary>exp of one number, with the bits of <see cref="Exp(Lane16)"/>.</summary>
    internal static float Exp(float x) => Exp(All(x)).ToScalar();

    /// <summary>1 / (1 + exp(−x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Lane16 Sigmoid(Lane16 x) => All(1) / (All(1) + Exp(-x));

    /// <summary>tanh: Cephes' odd polynomial below 0.625, else from exp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Lane16 Tanh(Lane16 x)
    {
        var a = Vector512.Abs(x);
        var far = All(1) - All(2) / (Exp(a + a) + All(1));
        var z = a * a;
        var p = All(-5.70498872745e-3f);
        p = MultiplyAdd(p, z, All(2.06390887954e-2f));
        p = MultiplyAdd(p, z, All(-5.37397155531e-2f));
        p = MultiplyAdd(p, z, All(1.33314422036e-1f));
        p = MultiplyAdd(p, z, All(-3.33332819422e-1f));
        var near = MultiplyAdd(a * z, p, a);
        var y = Select(Vector512.LessThan(a, All(0.625f)), near, far);
        return Select(Vector512.LessThan(x, Lane16.Zero), -y, y);
    }

    /// <summary>Standard normal distribution function, from erfc's Chebyshev fit (Numerical Recipes, section 6.2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Lane16 NormalCdf(Lane16 x)
    {
        var z = Vector512.Abs(x) * All(0.707106781f);
        var t = All(1) / MultiplyAdd(z, All(0.5f), All(1));
        var p = All(0.17087277f);
        p = MultiplyAdd(p, t, All(-0.82215223f));
        p = MultiplyAdd(p, t, All(1.48851587f));
        p = MultiplyAdd(p, t, All(-1.13520398f));
        p = MultiplyAdd(p, t, All(0.27886807f));
        p = MultiplyAdd(p, t, All(-0.18628806f));
        p = MultiplyAdd(p, t, All(0.09678418f));
        p = MultiplyAdd(p, t, All(0.37409196f));
        p = MultiplyAdd(p, t, All(1.00002368f));
        p = MultiplyAdd(p, t, All(-1.26551223f));
        var tail = All(0.5f) * t * Exp(MultiplySubtract(z, z, p));
        return Select(Vector512.LessThan(x, Lane16.Zero), tail, All(1) - tail);
    }
}
