using System.Runtime.CompilerServices;
using static Clt.Kernels.Simd.Lanes;

namespace Clt.Kernels.Simd;

/// <summary>Rows of elements as rows of floats, and the ends of rows that are no whole number of vectors.</summary>
internal static unsafe class Element
{
    /// <summary>The first elements of a vector, and zeros.</summary>
    /// <param name="from">The first.</param>
    /// <param name="count">At most 16.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static Lane16 LoadFirst<T>(T* from, long count)
        where T : unmanaged, IElement<T>
    {
        var x = Lane16.Zero;
        for (var i = 0; i < count; i++)
            ((float*)&x)[i] = T.Load(from[i]);
        return x;
    }

    /// <summary>Stores the first elements of a vector alone.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void StoreFirst<T>(T* to, Lane16 x, long count)
        where T : unmanaged, IElement<T>
    {
        for (var i = 0; i < count; i++)
            to[i] = T.Store(((float*)&x)[i]);
    }

    /// <summary>Whether floats in whole vectors stand in memory already.</summary>
    internal static bool AreWhole<T>(long count)
        where T : unmanaged => typeof(T) == typeof(Fp32) && count % Count == 0;

    /// <summary>A row as floats, with zeros up to a whole vector: the row itself where it is that, else in the given room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float* Widen<T>(T* from, long count, float* room)
        where T : unmanaged, IElement<T>
    {
        if (AreWhole<T>(count))
            return (float*)from;
        var whole = RoundDown(count);
        for (var d = 0L; d < whole; d += Count)
            Lanes.Store(room + d, T.Load(from + d));
        if (whole < count)
            Lanes.Store(room + whole, LoadFirst(from + whole, count - whole));
        return room;
    }

    /// <summary>Where to write a row in whole vectors: the row itself, or the given room, which <see cref="Narrow"/> then stores.</summary>
    internal static float* Target<T>(T* row, long count, float* room)
        where T : unmanaged => AreWhole<T>(count) ? (float*)row : room;

    /// <summary>Stores a row of floats, unless it was written in its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Narrow<T>(float* from, long count, T* to)
        where T : unmanaged, IElement<T>
    {
        if (from == (float*)to)
            return;
        var whole = RoundDown(count);
        for (var d = 0L; d < whole; d += Count)
            T.Store(to + d, Lanes.Load(from + d));
        if (whole < count)
            StoreFirst(to + whole, Lanes.Load(from + whole), count - whole);
    }
}
