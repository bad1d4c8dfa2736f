using TorchSharp.Native;

namespace TorchSharp;

/// <summary>A number of any element type, as libtorch's operators take it.</summary>
public sealed class Scalar : IDisposable
{
    internal readonly Tag Kind;
    internal readonly long Bits;

    private Scalar(torch.ScalarType type, Tag kind, long bits) => (Type, Kind, Bits) = (type, kind, bits);

    /// <summary>The element type the number came from.</summary>
    public torch.ScalarType Type { get; }

    public static implicit operator Scalar(byte value) => Whole(torch.ScalarType.Byte, value);
    public static implicit operator Scalar(sbyte value) => Whole(torch.ScalarType.Int8, value);
    public static implicit operator Scalar(short value) => Whole(torch.ScalarType.Int16, value);
    public static implicit operator Scalar(int value) => Whole(torch.ScalarType.Int32, value);
    public static implicit operator Scalar(long value) => Whole(torch.ScalarType.Int64, value);
    public static implicit operator Scalar(float value) => Real(torch.ScalarType.Float32, value);
    public static implicit operator Scalar(double value) => Real(torch.ScalarType.Float64, value);
    public static implicit operator Scalar(Half value) => Real(torch.ScalarType.Float16, (double)value);
    public static implicit operator Scalar(BFloat16 value) => Real(torch.ScalarType.BFloat16, value.ToSingle());
    public static implicit operator Scalar(bool value) => new(torch.ScalarType.Bool, Tag.Bool, value ? 1 : 0);

    /// <summary>Holds nothing that needs releasing; present because the type is disposable in the package.</summary>
    public void Dispose()
    {
    }

    internal double AsDouble() => Kind == Tag.Double ? BitConverter.Int64BitsToDouble(Bits) : Bits;

    internal long AsLong() => Kind == Tag.Double ? (long)BitConverter.Int64BitsToDouble(Bits) : Bits;

    private static Scalar Whole(torch.ScalarType type, long value) => new(type, Tag.Int, value);

    private static Scalar Real(torch.ScalarType type, double value) => new(type, Tag.Double, BitConverter.DoubleToInt64Bits(value));
}
