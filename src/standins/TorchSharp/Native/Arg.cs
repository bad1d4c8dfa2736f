using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>
/// An argument of an operator before it is laid out for the native side. Lists, strings and handles stay referenced here, so
/// that the collector lets nothing go while the call runs. A null becomes the schema's None.
/// </summary>
internal readonly struct Arg
{
    private readonly object? reference;
    private readonly long bits;
    private readonly Tag tag;

    private Arg(Tag tag, long bits, object? reference = null) => (this.tag, this.bits, this.reference) = (tag, bits, reference);

    /// <summary>The schema's own default value.</summary>
    internal static Arg Default => default;

    internal static Arg None => new(Tag.None, 0);

    public static implicit operator Arg(Tensor? value) => value is null ? None : new(Tag.Tensor, value.Handle, value);
    public static implicit operator Arg(Tensor[]? value) => value is null ? None : new(Tag.TensorList, value.Length, value);
    public static implicit operator Arg(Scalar? value) => value is null ? None : new(value.Kind, value.Bits);
    public static implicit operator Arg(long value) => new(Tag.Int, value);
    public static implicit operator Arg(long? value) => value is null ? None : new(Tag.Int, value.Value);
    public static implicit operator Arg(int value) => new(Tag.Int, value);
    public static implicit operator Arg(int? value) => value is null ? None : new(Tag.Int, value.Value);
    public static implicit operator Arg(double value) => new(Tag.Double, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Arg(double? value) => value is null ? None : value.Value;
    public static implicit operator Arg(bool value) => new(Tag.Bool, value ? 1 : 0);
    public static implicit operator Arg(ScalarType value) => new(Tag.Int, (long)value);
    public static implicit operator Arg(ScalarType? value) => value is null ? None : value.Value;
    public static implicit operator Arg(long[]? value) => value is null ? None : new(Tag.IntList, value.Length, value);
    public static implicit operator Arg(Size value) => value.Shape;
    public static implicit operator Arg(string value) => new(Tag.String, Encoding.UTF8.GetByteCount(value) + 1, value);
    public static implicit operator Arg(Generator? value) => value is null ? None : new(Tag.Generator, value.Handle, value);
    public static implicit operator Arg(Device? value) => value is null ? None : new(Tag.Device, value.Packed);

    /// <summary>How many 8-byte words of memory beside the value itself this argument needs.</summary>
    internal int Words => tag switch
    {
        Tag.IntList or Tag.TensorList => (int)bits,
        Tag.String => (int)(bits + 7) / 8,
        _ => 0,
    };

    /// <summary>Lays the argument out at <paramref name="value"/>, with its list or string at <paramref name="memory"/>.</summary>
    internal unsafe void Write(Value* value, long* memory)
    {
        value->Tag = tag;
        value->Length = 0;
        value->Integer = bits;
        if (Words == 0 && tag is not (Tag.IntList or Tag.TensorList))
            return;
        value->Pointer = memory;
        value->Length = (int)bits;
        switch (reference)
        {
            case long[] numbers:
                numbers.CopyTo(new Span<long>(memory, numbers.Length));
                break;
            case Tensor?[] tensors:
                for (int i = 0; i < tensors.Length; i++)
                    memory[i] = tensors[i]?.Handle ?? 0;
                break;
            case string text:
                var bytes = new Span<byte>(memory, (int)bits);
                bytes[Encoding.UTF8.GetBytes(text, bytes)] = 0;
                break;
        }
    }

    internal void KeepAlive() => GC.KeepAlive(reference);
}
