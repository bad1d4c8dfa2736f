using System.Runtime.InteropServices;

namespace Clt.Engine.Checkpoints;

/// <summary>Conversions between fp32 and the stored floating types.</summary>
public static class FloatConversion
{
    /// <summary>Widens stored elements to fp32 (F64 is rounded).</summary>
    /// <exception cref="InputException">The stored type is not a floating one.</exception>
    public static void ToSingle(TensorType type, ReadOnlySpan<byte> source, Span<float> destination, string where)
    {
        switch (type)
        {
            case TensorType.F32:
                source.CopyTo(MemoryMarshal.AsBytes(destination));
                break;
            case TensorType.BF16:
                var brain = MemoryMarshal.Cast<byte, ushort>(source);
                for (var i = 0; i < brain.Length; i++) destination[i] = BitConverter.UInt32BitsToSingle((uint)brain[i] << 16);
                break;
            case TensorType.F16:
                var half = MemoryMarshal.Cast<byte, Half>(source);
                for (var i = 0; i < half.Length; i++) destination[i] = (float)half[i];
                break;
            case TensorType.F64:
                var wide = MemoryMarshal.Cast<byte, double>(source);
                for (var i = 0; i < wide.Length; i++) destination[i] = (float)wide[i];
                break;
            default:
                throw new InputException(
                    $"the elements are {type}, not floating point", where, "Give a file whose weights are F32, BF16, F16 or F64.");
        }
    }

    /// <summary>Narrows fp32 to BF16 or F16, to the nearest, ties to even; NaN stays NaN.</summary>
    public static void FromSingle(TensorType type, ReadOnlySpan<float> source, Span<byte> destination)
    {
        switch (type)
        {
            case TensorType.F32:
                MemoryMarshal.AsBytes(source).CopyTo(destination);
                break;
            case TensorType.BF16:
                var brain = MemoryMarshal.Cast<byte, ushort>(destination);
                for (var i = 0; i < source.Length; i++) brain[i] = ToBFloat16(source[i]);
                break;
            case TensorType.F16:
                var half = MemoryMarshal.Cast<byte, Half>(destination);
                for (var i = 0; i < source.Length; i++) half[i] = (Half)source[i];
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type), type, "Weights are written as F32, BF16 or F16.");
        }
    }

    private static ushort ToBFloat16(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        if (float.IsNaN(value)) return (ushort)((bits >> 16) | 0x40);
        return (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }
}
