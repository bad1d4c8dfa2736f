using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Clt.Kernels.Simd;

/// <summary>bfloat16: the upper half of binary32.</summary>
internal readonly unsafe struct Bf16(ushort bits) : IElement<Bf16>
{
    private readonly ushort _bits = bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(Bf16 x) => BitConverter.UInt32BitsToSingle((uint)x._bits << 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bf16 Store(float x)
    {
        var bits = BitConverter.SingleToUInt32Bits(x);
        return new((ushort)((float.IsNaN(x) ? bits | 0x400000 : bits + 0x7fff + ((bits >> 16) & 1)) >> 16));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 Load(Bf16* from)
    {
        if (Avx512F.IsSupported)
            return (Avx512F.ConvertToVector512UInt32(Vector256.Load((ushort*)from)) << 16).AsSingle();
        var lower = Avx2.ConvertToVector256Int32(Vector128.Load((ushort*)from)) << 16;
        var upper = Avx2.ConvertToVector256Int32(Vector128.Load((ushort*)from + 8)) << 16;
        return Vector512.Create(lower, upper).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Bf16* to, Lane16 x)
    {
        var bits = x.AsUInt32();
        var rounded = bits + Vector512.Create(0x7fffu) + ((bits >> 16) & Vector512.Create(1u));
        var quiet = bits | Vector512.Create(0x400000u);
        var upper = Vector512.ConditionalSelect(Vector512.Equals(x, x).AsUInt32(), rounded, quiet) >> 16;
        var halves = Avx512F.IsSupported ? Avx512F.ConvertToVector256UInt16(upper) : Vector256.Narrow(upper.GetLower(), upper.GetUpper());
        Vector256.Store(halves, (ushort*)to);
    }
}
