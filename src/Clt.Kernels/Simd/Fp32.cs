using System.Runtime.CompilerServices;

namespace Clt.Kernels.Simd;

/// <summary>IEEE binary32.</summary>
internal readonly unsafe struct Fp32(float value) : IElement<Fp32>
{
    private readonly float _value = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(Fp32 x) => x._value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fp32 Store(float x) => new(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 Load(Fp32* from) => Lanes.Load((float*)from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Fp32* to, Lane16 x) => Lanes.Store((float*)to, x);
}
