using System.Numerics;
using System.Runtime.InteropServices;

namespace Clt.Formats.Safetensors;

/// <summary>fp16, several elements at a time: the runtime's own conversions of <see cref="Half"/> go one by one.</summary>
internal static class HalfFloat
{
    /// <summary>2^112: the difference of the two types' exponents.</summary>
    private static readonly Vector<float> Shift = new(BitConverter.UInt32BitsToSingle(0x7780_0000));

    public static void Widen(ReadOnlySpan<ushort> source, Span<float> destination)
    {
        var done = source.Length - source.Length % Vector<ushort>.Count;
        for (var i = 0; i < done; i += Vector<ushort>.Count)
        {
            Vector.Widen(new Vector<ushort>(source[i..]), out var low, out var high);
            Wide(low).CopyTo(destination[i..]);
            Wide(high).CopyTo(destination[(i + Vector<float>.Count)..]);
        }

        for (var i = done; i < source.Length; i++)
            destination[i] = (float)BitConverter.UInt16BitsToHalf(source[i]);
    }

    /// <summary>To the nearest, ties to even; NaN becomes a quiet NaN, what is beyond 65504 an infinity.</summary>
    public static void Narrow(ReadOnlySpan<float> source, Span<ushort> destination)
    {
        var done = source.Length - source.Length % Vector<ushort>.Count;
        for (var i = 0; i < done; i += Vector<ushort>.Count)
        {
            Vector
                .Narrow(Rounded(new Vector<float>(source[i..])), Rounded(new Vector<float>(source[(i + Vector<float>.Count)..])))
                .CopyTo(destination[i..]);
        }

        for (var i = done; i < source.Length; i++)
            destination[i] = BitConverter.HalfToUInt16Bits((Half)source[i]);
    }

    private static Vector<float> Wide(Vector<uint> half)
    {
        // Shifted into place, the exponent is 112 too small; a product mends it, for subnormal numbers too.
        var size = half & new Vector<uint>(0x7FFF);
        var scaled = Vector.AsVectorSingle(Vector.ShiftLeft(size, 13)) * Shift;
        var special = Vector.GreaterThan(size, new Vector<uint>(0x7BFF)) & new Vector<uint>(0x7F80_0000);
        var sign = Vector.ShiftLeft(half & new Vector<uint>(0x8000), 16);
        return Vector.AsVectorSingle(Vector.AsVectorUInt32(scaled) | special | sign);
    }

    private static Vector<uint> Rounded(Vector<float> value)
    {
        var bits = Vector.AsVectorUInt32(value);
        var size = bits & new Vector<uint>(0x7FFF_FFFF);
        // Added to 2^13 times its power of two (that of the smallest normal number at least), it is rounded where fp16's bits end.
        var exponent = Vector.Max(size & new Vector<uint>(0x7F80_0000), new Vector<uint>(0x3880_0000));
        var magnet = Vector.AsVectorSingle(exponent + new Vector<uint>(13u << 23));
        var rounded = Vector.AsVectorUInt32(Vector.AsVectorSingle(size) + magnet) - Vector.AsVectorUInt32(magnet);
        // What is left counts units of fp16's last place; below 2^-14 that is the number itself.
        var result = Vector.ShiftRightLogical(exponent - new Vector<uint>(0x3880_0000), 13) + rounded;
        result = Vector.Min(result, new Vector<uint>(0x7C00));
        result = Vector.ConditionalSelect(Vector.GreaterThanOrEqual(size, new Vector<uint>(0x4780_0000)), new Vector<uint>(0x7C00), result);
        result = Vector.ConditionalSelect(Vector.GreaterThan(size, new Vector<uint>(0x7F80_0000)), new Vector<uint>(0x7E00), result);
        return result | (Vector.ShiftRightLogical(bits, 16) & new Vector<uint>(0x8000));
    }
}
