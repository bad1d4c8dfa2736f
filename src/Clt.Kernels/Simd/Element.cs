using System.Runtime.CompilerServices;

namespace Clt.Kernels.Simd;

/// <summary>The ends of rows that are no whole number of vectors.</summary>
internal static unsafe class Element
{
    /// <summary>The first elements of a vector, and zeros.</summary>
    /// <param name="from">The first.</param>
    /// <param name="count">At most 16.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static Lane16 LoadFirst<T>(T* from, long count) where T : unmanaged, IElement<T>
    {
        var x = Lane16.Zero;
        for (var i = 0; i < count; i++) ((float*)&x)[i] = T.Load(from[i]);
        return x;
    }

    /// <summary>Stores the first elements of a vector alone.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void StoreFirst<T>(T* to, Lane16 x, long count) where T : unmanaged, IElement<T>
    {
        for (var i = 0; i < count; i++) to[i] = T.Store(((float*)&x)[i]);
    }
}
