namespace Clt.Plugins.Sources.Files.Metadata;

/// <summary>Thrift's compact protocol for structures whose fields are known: damage is told, in time linear in the bytes.</summary>
/// <remarks>
/// Readers of Parquet trust the types of known fields and the counts of lists. A damaged count costs them minutes, and structures within
/// structures their stack, so metadata pass through here first. A field that a newer format adds is passed over by the type that it has.
/// </remarks>
/// <param name="bytes">Holds the structure.</param>
/// <param name="position">Where it begins.</param>
internal sealed class ThriftReader(ReadOnlyMemory<byte> bytes, int position = 0)
{
    private const int Deepest = 32;

    /// <summary>Where the next byte is read.</summary>
    public int Position { get; private set; } = position;

    /// <exception cref="InvalidDataException">The bytes are no such structure.</exception>
    public ThriftStruct Read(ThriftShape? shape, int depth = 0)
    {
        if (depth > Deepest)
            throw new InvalidDataException($"structures lie deeper in each other than {Deepest}");
        var result = new ThriftStruct();
        for (var field = 0; Byte() is var header and not 0; )
        {
            field = header >> 4 is var step and not 0 ? field + step : (short)Number(16);
            var type = (ThriftType)(header & 15);
            var known = shape?.Fields.GetValueOrDefault(field);
            if (known is not null && !known.Is(type))
                throw new InvalidDataException($"field {field} of {shape!.Name} has the type {type}");
            var value = type is ThriftType.True or ThriftType.False ? null : Value(type, known, depth);
            if (value is not null)
                result.Set(field, value);
        }

        return result;
    }

    private object? Value(ThriftType type, ThriftField? known, int depth)
    {
        switch (type)
        {
            case ThriftType.I8:
                return (long)Byte();
            case ThriftType.I16:
                return Number(16);
            case ThriftType.I32:
                return Number(32);
            case ThriftType.I64:
                return Number(64);
            case ThriftType.Double:
                Pass(8);
                return null;
            case ThriftType.Binary:
                Pass(Count());
                return null;
            case ThriftType.Uuid:
                Pass(16);
                return null;
            case ThriftType.Struct:
                return Read(known?.Shape, depth + 1);
            case ThriftType.List or ThriftType.Set:
                return List(known, depth);
            default:
                throw new InvalidDataException($"a field has the type {type}, which Parquet's metadata do not have");
        }
    }

    private IReadOnlyList<ThriftStruct>? List(ThriftField? known, int depth)
    {
        if (depth > Deepest)
            throw new InvalidDataException($"lists lie deeper in each other than {Deepest}");
        var header = Byte();
        var count = header >> 4 == 15 ? Count() : header >> 4;
        var type = (ThriftType)(header & 15);
        // Elements that are truths take a byte each, or none: readers differ.
        if (type is ThriftType.True or ThriftType.False || (known is not null && count > 0 && type != known.Element))
            throw new InvalidDataException($"a list has elements of the type {type}");
        var structs = type == ThriftType.Struct ? new List<ThriftStruct>() : null;
        for (var i = 0; i < count; i++)
        {
            var element = Value(type, known, depth + 1);
            structs?.Add((ThriftStruct)element!);
        }

        return structs;
    }

    /// <summary>A length or a number of elements: each takes a byte at least.</summary>
    private int Count()
    {
        var count = Whole(32);
        if (count > (ulong)(bytes.Length - Position))
            throw new InvalidDataException($"{count} bytes or elements are announced, and {bytes.Length - Position} bytes are left");
        return (int)count;
    }

    private long Number(int bits)
    {
        var whole = Whole(bits);
        return (long)(whole >> 1) ^ -(long)(whole & 1);
    }

    private ulong Whole(int bits)
    {
        ulong result = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = Byte();
            if (shift >= bits)
                throw new InvalidDataException($"a number has more than {bits} bits");
            result |= (ulong)(next & 127) << shift;
            if (next < 128)
                return result;
        }
    }

    private byte Byte()
    {
        Pass(1);
        return bytes.Span[Position - 1];
    }

    private void Pass(int count)
    {
        if (count > bytes.Length - Position)
            throw new InvalidDataException("the metadata end within a value");
        Position += count;
    }
}
