using System.Buffers.Binary;

namespace Clt.Plugins.Sources.Files.Metadata;

/// <summary>FlatBuffers table, each access of which is held against the buffer's end.</summary>
/// <remarks>Source: the FlatBuffers binary format. Offsets lead forward, so that tables do not contain themselves.</remarks>
/// <param name="Buffer">The whole buffer.</param>
/// <param name="Position">Where the table begins.</param>
internal readonly record struct FlatTable(ReadOnlyMemory<byte> Buffer, int Position)
{
    /// <summary>The buffer's first table.</summary>
    public static FlatTable Root(ReadOnlyMemory<byte> buffer) => new(buffer, Target(buffer, 0));

    /// <summary>A number of so many bytes, without a sign where it has one byte; 0 where the slot is empty.</summary>
    public long Number(int slot, int bytes)
    {
        var place = Place(slot);
        if (place == 0)
            return 0;
        var value = At(Buffer, place, bytes);
        return bytes switch
        {
            1 => value[0],
            2 => BinaryPrimitives.ReadInt16LittleEndian(value),
            4 => BinaryPrimitives.ReadInt32LittleEndian(value),
            8 => BinaryPrimitives.ReadInt64LittleEndian(value),
            _ => throw new ArgumentOutOfRangeException(nameof(bytes), bytes, "numbers have 1, 2, 4 or 8 bytes"),
        };
    }

    /// <summary>Another table; null where the slot is empty.</summary>
    public FlatTable? Table(int slot) => Place(slot) is var place and not 0 ? new FlatTable(Buffer, Target(Buffer, place)) : null;

    /// <summary>Elements of a vector (a text's are bytes): where they begin and how many they are.</summary>
    /// <param name="bytes">Of an element.</param>
    public (int Start, int Count) Vector(int slot, int bytes)
    {
        var place = Place(slot);
        if (place == 0)
            return (0, 0);
        var vector = Target(Buffer, place);
        var count = BinaryPrimitives.ReadUInt32LittleEndian(At(Buffer, vector, 4));
        if (count * (long)bytes > Buffer.Length - vector - 4)
            throw new InvalidDataException(
                $"{count} elements of {bytes} bytes are announced, and {Buffer.Length - vector - 4} bytes are left"
            );
        return (vector + 4, (int)count);
    }

    /// <summary>Tables of a vector.</summary>
    public IEnumerable<FlatTable> Tables(int slot)
    {
        var (start, count) = Vector(slot, 4);
        for (var i = 0; i < count; i++)
            yield return new FlatTable(Buffer, Target(Buffer, start + (4 * i)));
    }

    /// <summary>Where the value of a slot is; 0 where it is empty.</summary>
    private int Place(int slot)
    {
        var back = (long)BinaryPrimitives.ReadInt32LittleEndian(At(Buffer, Position, 4));
        var slots = Position - back;
        var size = BinaryPrimitives.ReadUInt16LittleEndian(At(Buffer, slots, 2));
        var at = 4 + (2 * slot);
        if (at + 2 > size)
            return 0;
        var offset = BinaryPrimitives.ReadUInt16LittleEndian(At(Buffer, slots + at, 2));
        return offset == 0 ? 0 : Position + offset;
    }

    private static int Target(ReadOnlyMemory<byte> buffer, int place)
    {
        var target = place + (long)BinaryPrimitives.ReadUInt32LittleEndian(At(buffer, place, 4));
        At(buffer, target, 4);
        return (int)target;
    }

    private static ReadOnlySpan<byte> At(ReadOnlyMemory<byte> buffer, long place, int bytes) =>
        place >= 0 && place <= buffer.Length - bytes
            ? buffer.Span.Slice((int)place, bytes)
            : throw new InvalidDataException($"a value is at byte {place} of metadata of {buffer.Length} bytes");
}
