using System.Runtime.InteropServices;

namespace Clt.Formats.Safetensors;

/// <summary>Conversions between the floating types that files and models hold.</summary>
public static class FloatConversion
{
    /// <summary>Whether elements of this type can be weights.</summary>
    public static bool IsFloating(TensorType type) => type is TensorType.F64 or TensorType.F32 or TensorType.F16 or TensorType.BF16;

    /// <summary>Converts elements; narrower types are rounded to the nearest, ties to even, and NaN stays NaN.</summary>
    /// <param name="from">F64, F32, F16 or BF16.</param>
    /// <param name="source">Elements of that type.</param>
    /// <param name="to">F32, F16 or BF16.</param>
    /// <param name="destination">Room for as many elements of that type.</param>
    public static void Convert(TensorType from, ReadOnlySpan<byte> source, TensorType to, Span<byte> destination)
    {
        if (from == to)
        {
            source.CopyTo(destination);
            return;
        }

        if (to == TensorType.F32)
        {
            ToSingle(from, source, MemoryMarshal.Cast<byte, float>(destination), "weights");
            return;
        }

        if (from == TensorType.F32)
        {
            FromSingle(to, MemoryMarshal.Cast<byte, float>(source), destination);
            return;
        }

        // By way of fp32, in pieces that stay in the cache.
        Span<float> wide = stackalloc float[1024];
        var (fromSize, toSize) = (from.Size(), to.Size());
        for (var at = 0; at < source.Length / fromSize; at += wide.Length)
        {
            var piece = wide[..Math.Min(wide.Length, source.Length / fromSize - at)];
            ToSingle(from, source.Slice(at * fromSize, piece.Length * fromSize), piece, "weights");
            FromSingle(to, piece, destination.Slice(at * toSize, piece.Length * toSize));
        }
    }

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
                BrainFloat.Widen(MemoryMarshal.Cast<byte, ushort>(source), destination);
                break;
            case TensorType.F16:
                HalfFloat.Widen(MemoryMarshal.Cast<byte, ushort>(source), destination);
                break;
            case TensorType.F64:
                var wide = MemoryMarshal.Cast<byte, double>(source);
                for (var i = 0; i < wide.Length; i++)
                    destination[i] = (float)wide[i];
                break;
            default:
                throw new InputException(
                    $"the elements are {type}, not floating point",
                    where,
                    "Give a file whose weights are F32, BF16, F16 or F64."
                );
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
                BrainFloat.Narrow(source, MemoryMarshal.Cast<byte, ushort>(destination));
                break;
            case TensorType.F16:
                HalfFloat.Narrow(source, MemoryMarshal.Cast<byte, ushort>(destination));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type), type, "Weights are written as F32, BF16 or F16.");
        }
    }
}
