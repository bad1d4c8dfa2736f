namespace Clt.Kernels.Simd;

/// <summary>
/// An element type of tensors, loaded to fp32 and stored from it. Kernels are generic over it, so that one source serves each type.
/// </summary>
internal unsafe interface IElement<T>
    where T : unmanaged, IElement<T>
{
    /// <summary>One element.</summary>
    static abstract float Load(T x);

    /// <summary>One element, rounded to nearest even; NaN stays NaN.</summary>
    static abstract T Store(float x);

    /// <summary>16 elements.</summary>
    static abstract Lane16 Load(T* from);

    /// <summary>16 elements, rounded as one is.</summary>
    static abstract void Store(T* to, Lane16 x);
}
