using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Clt;

/// <summary>
/// A 64-bit seed from which independent named streams are derived (<c>data</c>, <c>init</c>, <c>dropout</c>, <c>generation</c>,
/// <c>bootstrap</c>).
/// </summary>
/// <remarks>A stream depends on the seed and its name only: not on threads, time, or how often another stream was used.</remarks>
public readonly record struct Seed(ulong Value)
{
    /// <summary>The seed of a named stream: the first 8 bytes of SHA-256 over seed and name.</summary>
    public Seed Stream(string name)
    {
        var bytes = new byte[8 + Encoding.UTF8.GetByteCount(name)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Value);
        Encoding.UTF8.GetBytes(name, bytes.AsSpan(8));
        return new Seed(BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(bytes)));
    }

    /// <summary>A fresh generator at the start of this seed's sequence.</summary>
    public Rng Generator() => new(Value);

    public static implicit operator Seed(long value) => new(unchecked((ulong)value));
}
