using System.Buffers.Binary;
using System.Text;

namespace Clt.Formats.TensorBoard;

/// <summary>Writes fields in the wire format of protocol buffers.</summary>
internal sealed class ProtoWriter
{
    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public ProtoWriter Varint(int field, ulong value)
    {
        Raw(((ulong)field << 3) | 0);
        return Raw(value);
    }

    public ProtoWriter Double(int field, double value)
    {
        Raw(((ulong)field << 3) | 1);
        _bytes.AddRange(Little(value));
        return this;
    }

    public ProtoWriter Float(int field, float value)
    {
        Raw(((ulong)field << 3) | 5);
        _bytes.AddRange(Little(value));
        return this;
    }

    public ProtoWriter Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    public ProtoWriter Message(int field, ProtoWriter message) => Bytes(field, message.ToArray());

    public ProtoWriter Doubles(int field, IEnumerable<double> values) => Bytes(field, [.. values.SelectMany(Little)]);

    public ProtoWriter Floats(int field, IEnumerable<float> values) => Bytes(field, [.. values.SelectMany(Little)]);

    public ProtoWriter Bytes(int field, ReadOnlySpan<byte> bytes)
    {
        Raw(((ulong)field << 3) | 2);
        Raw((ulong)bytes.Length);
        _bytes.AddRange(bytes);
        return this;
    }

    private ProtoWriter Raw(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Add((byte)(value | 0x80));
        _bytes.Add((byte)value);
        return this;
    }

    // The NaN of C and Python has a positive sign, .NET's a negative one.
    private static byte[] Little(double value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, double.IsNaN(value) ? 0x7ff8000000000000 : BitConverter.DoubleToUInt64Bits(value));
        return bytes;
    }

    private static byte[] Little(float value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, float.IsNaN(value) ? 0x7fc00000 : BitConverter.SingleToUInt32Bits(value));
        return bytes;
    }
}
