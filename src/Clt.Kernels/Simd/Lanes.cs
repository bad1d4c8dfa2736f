global using Lane16 = System.Runtime.Intrinsics.Vector512<float>;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Clt.Kernels.Simd;

/// <summary>Vectors of 16 floats: one register on AVX-512, two of eight on AVX2. Reductions take one order on both.</summary>
internal static unsafe class Lanes
{
    /// <summary>Floats of a vector.</summary>
    internal const int Count = 16;

    /// <summary>A whole number of vectors that holds n floats.</summary>
    internal static long RoundUp(long n, long unit = Count) => (n + unit - 1) / unit * unit;

    /// <summary>The floats of n that fill whole vectors.</summary>
    internal static long RoundDown(long n, long unit = Count) => n / unit * unit;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Lane16 All(float x) => Vector512.Create(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Lane16 Load(float* from) => Vector512.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store(float* to, Lane16 x) => Vector512.Store(x, to);

    /// <summary>a · b + c, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Lane16 MultiplyAdd(Lane16 a, Lane16 b, Lane16 c) => Vector512.FusedMultiplyAdd(a, b, c);

    /// <summary>c − a · b, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Lane16 MultiplySubtract(Lane16 a, Lane16 b, Lane16 c) => Vector512.FusedMultiplyAdd(-a, b, c);

    /// <summary>The greater of each pair; where one is NaN, y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Lane16 Max(Lane16 x, Lane16 y) => Vector512.MaxNative(x, y);

    /// <summary>The lesser of each pair; where one is NaN, y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Lane16 Min(Lane16 x, Lane16 y) => Vector512.MinNative(x, y);

    /// <summary>yes where the mask's bits are set, else no.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Lane16 Select(Lane16 mask, Lane16 yes, Lane16 no) => Vector512.ConditionalSelect(mask, yes, no);

    /// <summary>A mask of the lanes i with low ≤ first + i &lt; high.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Lane16 Inside(long first, long low, long high)
    {
        var place = Vector512<int>.Indices + Vector512.Create((int)first);
        var (notBefore, before) = (Vector512.Create((int)low), Vector512.Create((int)high));
        return (Vector512.GreaterThanOrEqual(place, notBefore) & Vector512.LessThan(place, before)).AsSingle();
    }

    /// <summary>Neighbours (2i, 2i + 1) exchanged.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Lane16 SwapPairs(Lane16 x) =>
        Avx512F.IsSupported
            ? Avx512F.Permute4x32(x, 0b10110001)
            : Vector512.Create(Avx.Permute(x.GetLower(), 0b10110001), Avx.Permute(x.GetUpper(), 0b10110001));

    /// <summary>Eight floats as doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Widen(Vector256<float> x) =>
        Avx512F.IsSupported
            ? Avx512F.ConvertToVector512Double(x)
            : Vector512.Create(Avx.ConvertToVector256Double(x.GetLower()), Avx.ConvertToVector256Double(x.GetUpper()));

    /// <summary>The sum, halves added to each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Sum(Lane16 x)
    {
        var eight = x.GetLower() + x.GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return two.ToScalar() + two.GetElement(1);
    }

    /// <summary>The greatest. No lane is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Max(Lane16 x)
    {
        var eight = Vector256.MaxNative(x.GetLower(), x.GetUpper());
        var four = Vector128.MaxNative(eight.GetLower(), eight.GetUpper());
        var two = Vector128.MaxNative(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return MathF.Max(two.ToScalar(), two.GetElement(1));
    }
}
