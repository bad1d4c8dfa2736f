using System.Numerics;
using System.Runtime.InteropServices;

namespace Clt.Formats.Safetensors;

/// <summary>bf16: the upper half of an fp32 number.</summary>
internal static class BrainFloat
{
    public static void Widen(ReadOnlySpan<ushort> source, Span<float> destination)
    {
        var done = source.Length - source.Length % Vector<ushort>.Count;
        var bits = MemoryMarshal.Cast<float, uint>(destination);
        for (var i = 0; i < done; i += Vector<ushort>.Count)
        {
            Vector.Widen(new Vector<ushort>(source[i..]), out var low, out var high);
            Vector.ShiftLeft(low, 16).CopyTo(bits[i..]);
            Vector.ShiftLeft(high, 16).CopyTo(bits[(i + Vector<uint>.Count)..]);
        }

        for (var i = done; i < source.Length; i++)
            bits[i] = (uint)source[i] << 16;
    }

    /// <summary>To the nearest, ties to even; NaN becomes a quiet NaN.</summary>
    public static void Narrow(ReadOnlySpan<float> source, Span<ushort> destination)
    {
        var bits = MemoryMarshal.Cast<float, uint>(source);
        var done = source.Length - source.Length % Vector<ushort>.Count;
        for (var i = 0; i < done; i += Vector<ushort>.Count)
        {
            var low = Rounded(new Vector<uint>(bits[i..]));
            var high = Rounded(new Vector<uint>(bits[(i + Vector<uint>.Count)..]));
            Vector.Narrow(low, high).CopyTo(destination[i..]);
        }

        for (var i = done; i < source.Length; i++)
            destination[i] = (ushort)Rounded(new Vector<uint>(bits[i]))[0];
    }

    private static Vector<uint> Rounded(Vector<uint> bits)
    {
        var isNaN = Vector.GreaterThan(bits & new Vector<uint>(0x7FFF_FFFF), new Vector<uint>(0x7F80_0000));
        var upper = Vector.ShiftRightLogical(bits, 16);
        var rounded = Vector.ShiftRightLogical(bits + new Vector<uint>(0x7FFF) + (upper & Vector<uint>.One), 16);
        return Vector.ConditionalSelect(isNaN, upper | new Vector<uint>(0x40), rounded);
    }
}
