using System.Buffers.Binary;
using System.Diagnostics;

namespace Clt.Plugins.Sources.Files.Metadata;

/// <summary>
/// Parquet file before its values are read: its metadata are what they should be, and lead to places in the file. A library that reads
/// damaged ones may need minutes, all memory, or end the process.
/// </summary>
internal static class ParquetFile
{
    private const int Tail = 8,
        DeepestSchema = 64;

    // Nearly all are short; statistics of long texts make some longer.
    private static readonly int[] HeaderLengths = [1 << 10, 1 << 20];

    /// <exception cref="InvalidDataException">It is no Parquet file, or it is damaged: the message says how.</exception>
    public static void Check(Stream file)
    {
        var metadata = new ThriftReader(Footer(file)).Read(ParquetShapes.FileMetaData);
        var leaves = Leaves(metadata.Structs(2));
        foreach (var group in metadata.Structs(4))
        {
            var columns = group.Structs(1);
            if (columns.Count != leaves)
                throw new InvalidDataException($"a group of rows has {columns.Count} columns, and the schema {leaves}");
            foreach (var column in columns)
                CheckPages(file, column.Struct(3) ?? throw new InvalidDataException("a column has no metadata"));
        }
    }

    private static byte[] Footer(Stream file)
    {
        if (file.Length < 12)
            throw new InvalidDataException("it is too short for a Parquet file");
        var tail = Bytes(file, file.Length - Tail, Tail);
        if (tail.AsSpan(4).SequenceEqual("PARE"u8))
            throw new InvalidDataException("it is encrypted");
        if (!tail.AsSpan(4).SequenceEqual("PAR1"u8))
            throw new InvalidDataException("it does not end as a Parquet file does");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        if (length > file.Length - Tail - 4)
            throw new InvalidDataException($"its metadata are said to have {length} bytes, and it has {file.Length}");
        return Bytes(file, file.Length - Tail - length, (int)length);
    }

    /// <summary>Columns of a schema, which lists a tree in depth-first order with the number of children of each.</summary>
    private static int Leaves(IReadOnlyList<ThriftStruct> elements)
    {
        var (leaves, at) = (0, 0);
        void Visit(int depth)
        {
            if (at == elements.Count || depth > DeepestSchema)
                throw new InvalidDataException("the schema's columns do not fit in each other");
            var children = elements[at++].Number(5) ?? 0;
            if (children < 0 || (children == 0 && depth == 0))
                throw new InvalidDataException($"a column of the schema has {children} parts");
            leaves += children == 0 ? 1 : 0;
            for (var child = 0; child < children; child++)
                Visit(depth + 1);
        }

        Visit(0);
        return at == elements.Count ? leaves : throw new InvalidDataException("the schema has columns that belong to nothing");
    }

    /// <summary>Pages of a column, one behind the other, hold as many values as the column.</summary>
    private static void CheckPages(Stream file, ThriftStruct column)
    {
        var values = column.Number(5) ?? -1;
        var place = Math.Min(column.Number(9) ?? -1, column.Number(11) is > 0 and { } dictionary ? dictionary : long.MaxValue);
        if (values is < 0 or > int.MaxValue || place < 4)
            throw new InvalidDataException($"a column has {values} values from byte {place} on");
        for (var left = values; left > 0; )
        {
            var (header, length) = Header(file, place);
            var (unpacked, packed) = (header.Number(2) ?? -1, header.Number(3) ?? -1);
            place += length + packed;
            if (packed < 0 || place > file.Length || unpacked < 0 || unpacked > Plausible.Most(packed))
                throw new InvalidDataException($"a page has {packed} bytes, {unpacked} unpacked");
            var added = Values(header);
            left -= added;
            if (left < 0 || added > Plausible.Most(packed))
                throw new InvalidDataException($"a page of {packed} bytes has {added} values, and its column {values}");
        }
    }

    /// <summary>The structure before a page, and how long it is.</summary>
    private static (ThriftStruct Header, int Length) Header(Stream file, long place)
    {
        foreach (var longest in HeaderLengths)
        {
            var reader = new ThriftReader(Bytes(file, place, (int)Math.Clamp(file.Length - place, 0, longest)));
            try
            {
                return (reader.Read(ParquetShapes.PageHeader), reader.Position);
            }
            catch (InvalidDataException) when (longest != HeaderLengths[^1] && file.Length - place > longest)
            {
                // It may be longer than what was read.
            }
        }

        throw new UnreachableException();
    }

    /// <summary>Values that a page adds to its column; a dictionary adds none.</summary>
    private static long Values(ThriftStruct header)
    {
        var data = header.Struct(5) ?? header.Struct(8);
        var values = (data ?? header.Struct(7))?.Number(1) ?? 0;
        return values < 0 ? throw new InvalidDataException($"a page has {values} values")
            : data is null ? 0
            : values;
    }

    private static byte[] Bytes(Stream file, long place, int count)
    {
        var bytes = new byte[count];
        file.Position = place;
        file.ReadExactly(bytes);
        return bytes;
    }
}
