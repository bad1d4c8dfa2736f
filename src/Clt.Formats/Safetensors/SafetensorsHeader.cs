using System.Buffers.Binary;
using System.Text.Json;

namespace Clt.Formats.Safetensors;

/// <summary>The header of a safetensors file: 8 bytes of length, then JSON with type, shape and byte range of each tensor.</summary>
/// <remarks>Format: the safetensors documentation. Ranges must cover the data exactly: no overlap, no hole, nothing past the end.</remarks>
internal sealed record SafetensorsHeader(IReadOnlyList<TensorEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    private const string Mend = "Fetch or write the file again.";
    private const int LongestHeader = 100_000_000;

    /// <summary>Reads and checks the length of the JSON.</summary>
    /// <param name="lengthBytes">The first 8 bytes.</param>
    /// <param name="fileLength">Length of the whole file in bytes.</param>
    /// <param name="path">For messages.</param>
    /// <returns>Length of the JSON in bytes.</returns>
    public static int JsonLength(ReadOnlySpan<byte> lengthBytes, long fileLength, string path)
    {
        var length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (length > LongestHeader)
            throw Fault(path, $"the header length {length} is beyond {LongestHeader} bytes: this is not a safetensors file");
        if (length < 2)
            throw Fault(path, $"the header length {length} is too small for a header");
        if ((long)length > fileLength - 8)
        {
            throw Fault(path, $"the header says {length} bytes but the file has only {fileLength - 8} after it: the file is truncated");
        }

        return (int)length;
    }

    public static SafetensorsHeader Parse(ReadOnlyMemory<byte> json, long fileLength, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw Fault(path, "the header is not a JSON object");
            var entries = new List<TensorEntry>();
            var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var property in root.EnumerateObject())
            {
                if (!names.Add(property.Name))
                    throw Fault(path, $"the header names '{property.Name}' twice");
                if (property.Name == "__metadata__")
                    ReadMetadata(property.Value, metadata);
                else
                    entries.Add(Entry(property.Name, property.Value, json.Length + 8, fileLength, path));
            }

            CheckCover(entries, json.Length + 8, fileLength, path);
            return new SafetensorsHeader(entries, metadata);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new InputException("the header is not valid JSON of the expected form", path, Mend, e);
        }
    }

    private static void ReadMetadata(JsonElement value, Dictionary<string, string> metadata)
    {
        foreach (var item in value.EnumerateObject())
            metadata[item.Name] = item.Value.GetString() ?? "";
    }

    private static TensorEntry Entry(string name, JsonElement value, long dataStart, long fileLength, string path)
    {
        if (
            value.ValueKind != JsonValueKind.Object
            || !value.TryGetProperty("dtype", out var dtype)
            || !value.TryGetProperty("shape", out var shapes)
            || !value.TryGetProperty("data_offsets", out var offsets)
            || shapes.ValueKind != JsonValueKind.Array
            || offsets.ValueKind != JsonValueKind.Array
            || offsets.GetArrayLength() != 2
        )
        {
            throw Fault(path, $"tensor '{name}' lacks dtype, shape or two data_offsets");
        }

        var typeName = dtype.GetString() ?? "";
        if (!Enum.GetNames<TensorType>().Contains(typeName, StringComparer.Ordinal))
        {
            throw new InputException(
                $"tensor '{name}' has the element type '{typeName}'",
                path,
                $"Convert it to one of {string.Join(", ", Enum.GetNames<TensorType>())}."
            );
        }

        var type = Enum.Parse<TensorType>(typeName);
        var shape = shapes.EnumerateArray().Select(s => s.GetInt64()).ToArray();
        if (shape.Any(s => s < 0))
            throw Fault(path, $"tensor '{name}' has a negative size");
        var (begin, end) = (offsets[0].GetInt64(), offsets[1].GetInt64());
        if (begin < 0 || end < begin)
            throw Fault(path, $"tensor '{name}' has the byte range {begin}..{end}");
        if (end > fileLength - dataStart)
        {
            throw Fault(
                path,
                $"tensor '{name}' ends at byte {end} of {fileLength - dataStart}: the file is truncated or its offsets run past the end"
            );
        }

        var bytes = shape.Aggregate(
            (UInt128)type.Size(),
            (product, size) =>
                size == 0 ? 0
                : product > ulong.MaxValue ? product
                : product * (ulong)size
        );
        if (bytes != (UInt128)(end - begin))
        {
            throw Fault(path, $"tensor '{name}' is {type} [{string.Join(", ", shape)}] but its byte range has {end - begin} bytes");
        }

        return new TensorEntry(name, type, shape, dataStart + begin, end - begin);
    }

    private static void CheckCover(List<TensorEntry> entries, long dataStart, long fileLength, string path)
    {
        entries.Sort((a, b) => (a.Offset, a.Bytes).CompareTo((b.Offset, b.Bytes)));
        var at = dataStart;
        foreach (var entry in entries)
        {
            if (entry.Offset < at)
                throw Fault(path, $"tensor '{entry.Name}' overlaps another tensor's bytes");
            if (entry.Offset > at)
                throw Fault(path, $"there is a hole of {entry.Offset - at} bytes before tensor '{entry.Name}'");
            at += entry.Bytes;
        }

        if (at != fileLength)
            throw Fault(path, $"{fileLength - at} bytes after the last tensor belong to none");
    }

    private static InputException Fault(string path, string what) => new(what, path, Mend);
}

/// <summary>Where a tensor stands in a safetensors file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Sizes of its dimensions; empty for a scalar.</param>
/// <param name="Offset">Byte offset from the start of the file.</param>
/// <param name="Bytes">Length in bytes.</param>
public sealed record TensorEntry(string Name, TensorType Type, IReadOnlyList<long> Shape, long Offset, long Bytes)
{
    /// <summary>Number of elements.</summary>
    public long Count => Bytes / Type.Size();

    /// <summary><c>F32 [512, 64]</c>.</summary>
    public string Describe() => $"{Type} [{string.Join(", ", Shape)}]";
}
