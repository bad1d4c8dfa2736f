namespace Clt.Kernels.Simd.Attention;

/// <summary>The memory of <see cref="Projections"/>.</summary>
internal readonly struct ProjectionRows<T>(HeadRows<T> q, HeadRows<T> k, HeadRows<T> v) where T : unmanaged, IElement<T>
{
    internal readonly HeadRows<T> Q = q, K = k, V = v;
}
