using System.Buffers.Binary;

namespace Clt.Plugins.Sources.Files.Metadata;

/// <summary>
/// Arrow stream before its values are read: messages follow each other to its end, and what they announce is there. A library that reads
/// damaged ones may reserve gigabytes.
/// </summary>
/// <remarks>Source: Message.fbs and Schema.fbs of the Apache Arrow format, version 1.5; slots are counted as they stand there.</remarks>
internal static class ArrowFile
{
    private const int Deepest = 64;

    /// <summary>Message headers, by their numbers in the format.</summary>
    private enum Header
    {
        Schema = 1,
        Dictionary = 2,
        Batch = 3,
    }

    /// <param name="file">Read from its position to its end, or to the end that a message announces.</param>
    /// <exception cref="InvalidDataException">It is no Arrow stream, or it is damaged: the message says how.</exception>
    public static void Check(Stream file)
    {
        while (Length(file) is var length and not 0)
        {
            if (length < 0 || length > file.Length - file.Position)
                throw new InvalidDataException($"a message has metadata of {length} bytes, and {file.Length - file.Position} are left");
            var metadata = new byte[length];
            file.ReadExactly(metadata);
            var message = FlatTable.Root(metadata);
            var (body, begin) = (message.Number(3, 8), file.Position);
            if (body < 0 || body > file.Length - begin)
                throw new InvalidDataException($"a message has {body} bytes of values, and {file.Length - begin} are left");
            Check(file, message, body, new Budget(length));
            file.Position = begin + body;
        }
    }

    /// <summary>The length of the next message's metadata; 0 at the end. Before Arrow 0.15 no mark stood before it.</summary>
    private static int Length(Stream file)
    {
        var word = Word(file);
        return word == -1 ? Word(file) : word;
    }

    private static int Word(Stream file)
    {
        Span<byte> word = stackalloc byte[4];
        return file.ReadAtLeast(word, 4, throwOnEndOfStream: false) < 4 ? 0 : BinaryPrimitives.ReadInt32LittleEndian(word);
    }

    private static void Check(Stream file, FlatTable message, long body, Budget budget)
    {
        CheckPairs(message, 4, budget);
        var header = message.Table(2) ?? throw new InvalidDataException("a message is empty");
        switch ((Header)message.Number(1, 1))
        {
            case Header.Schema:
                foreach (var field in header.Tables(1))
                    CheckField(field, 0, budget);
                CheckPairs(header, 2, budget);
                break;
            case Header.Dictionary:
                CheckBatch(file, header.Table(1) ?? throw new InvalidDataException("a dictionary is empty"), body);
                break;
            case Header.Batch:
                CheckBatch(file, header, body);
                break;
            default:
                throw new InvalidDataException($"a message is of the kind {message.Number(1, 1)}, which is neither schema nor rows");
        }
    }

    private static void CheckField(FlatTable field, int depth, Budget budget)
    {
        budget.Spend();
        if (depth > Deepest)
            throw new InvalidDataException($"columns lie deeper in each other than {Deepest}");
        field.Vector(0, 1);
        CheckPairs(field, 6, budget);
        if (field.Table(3) is { } type)
            CheckType(type, field.Number(2, 1));
        field.Table(4)?.Table(1);
        foreach (var child in field.Tables(5))
            CheckField(child, depth + 1, budget);
    }

    /// <summary>A time zone's name, and the kinds of a union; other types have numbers alone.</summary>
    private static void CheckType(FlatTable type, long kind)
    {
        const int timestamp = 10,
            union = 14;
        type.Number(0, 1);
        if (kind is timestamp or union)
            type.Vector(1, kind == union ? 4 : 1);
    }

    private static void CheckPairs(FlatTable table, int slot, Budget budget)
    {
        foreach (var pair in table.Tables(slot))
        {
            budget.Spend();
            pair.Vector(0, 1);
            pair.Vector(1, 1);
        }
    }

    /// <summary>Buffers lie within the message, and are no longer unpacked than such a length can be.</summary>
    private static void CheckBatch(Stream file, FlatTable batch, long body)
    {
        var begin = file.Position;
        var most = Plausible.Most(body);
        var (nodes, nodeCount) = batch.Vector(1, 16);
        for (var i = 0; i < nodeCount; i++)
            CheckNumber("values", Long(batch, nodes + (16 * i)), most);
        CheckNumber("rows", batch.Number(0, 8), most);
        var isPacked = batch.Table(3) is not null;
        batch.Vector(4, 8);
        var (buffers, count) = batch.Vector(2, 16);
        for (var i = 0; i < count; i++)
        {
            var (offset, length) = (Long(batch, buffers + (16 * i)), Long(batch, buffers + (16 * i) + 8));
            if (offset < 0 || length < 0 || offset > body || length > body - offset)
                throw new InvalidDataException($"{length} bytes of values begin at byte {offset} of {body}");
            if (isPacked && length >= 8)
                CheckUnpacked(file, begin + offset, length);
        }
    }

    /// <summary>A packed buffer begins with its unpacked length, or −1 where it is not packed.</summary>
    private static void CheckUnpacked(Stream file, long place, long packed)
    {
        Span<byte> length = stackalloc byte[8];
        file.Position = place;
        file.ReadExactly(length);
        if (BinaryPrimitives.ReadInt64LittleEndian(length) is var unpacked and not -1)
            CheckNumber("bytes unpacked", unpacked, Plausible.Most(packed));
    }

    private static void CheckNumber(string what, long number, long most)
    {
        if (number < 0 || number > most)
            throw new InvalidDataException($"a column has {number} {what}, and {most} is the most that its bytes can hold");
    }

    private static long Long(FlatTable table, int place) => BinaryPrimitives.ReadInt64LittleEndian(table.Buffer.Span.Slice(place, 8));

    /// <summary>Tables that may be visited: parts that are shared could otherwise be visited without end.</summary>
    private sealed class Budget(int bytes)
    {
        private int _left = bytes;

        public void Spend()
        {
            if (--_left < 0)
                throw new InvalidDataException("the schema names its parts again and again");
        }
    }
}
