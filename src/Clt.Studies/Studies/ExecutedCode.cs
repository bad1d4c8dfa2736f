using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;

namespace Clt.Studies;

/// <summary>
/// A hash of what an assembly executes: metadata, method bodies and resources. Debug information, paths, time and the module version id, which is made from
/// them too, play no part: the same source gives the same hash in every folder, and a changed comment none other.
/// </summary>
internal static class ExecutedCode
{
    private static readonly ConcurrentDictionary<Assembly, string> Known = [];

    /// <summary>SHA-256 in hex.</summary>
    /// <param name="assembly">One with a file, or with its metadata in memory, as compiled recipes have it.</param>
    public static unsafe string Hash(Assembly assembly) => Known.GetOrAdd(assembly, static a =>
    {
        if (!a.TryGetRawMetadata(out var blob, out var length)) throw new ArgumentException($"{a.GetName().Name} has no metadata", nameof(assembly));
        if (a.Location is not { Length: > 0 } path) return Hash(new MetadataReader(blob, length), null);
        using var image = new PEReader(File.OpenRead(path));
        return Hash(image.GetMetadataReader(), image);
    });

    /// <summary>The hash of an assembly's file.</summary>
    public static string Hash(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        return Hash(image.GetMetadataReader(), image);
    }

    private static string Hash(MetadataReader reader, PEReader? image)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var heap in (HeapIndex[])[HeapIndex.String, HeapIndex.UserString, HeapIndex.Blob]) hash.AppendData(Heap(reader, heap));
        foreach (var table in Enum.GetValues<TableIndex>().Where(t => t <= TableIndex.GenericParamConstraint)) AddTable(reader, table, hash);
        if (image is null) return Convert.ToHexStringLower(hash.GetHashAndReset());
        foreach (var handle in reader.MethodDefinitions)
        {
            var address = reader.GetMethodDefinition(handle).RelativeVirtualAddress;
            if (address == 0) continue;
            var body = image.GetMethodBody(address);
            hash.AppendData(image.GetSectionData(address).GetContent(0, body.Size).AsSpan());
        }

        AddResources(reader, image, hash);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static unsafe ReadOnlySpan<byte> Heap(MetadataReader reader, HeapIndex heap) =>
        new(reader.MetadataPointer + reader.GetHeapMetadataOffset(heap), reader.GetHeapSize(heap));

    /// <summary>Rows without the places of bodies and data in the file, which differ once a file is compiled ahead of time.</summary>
    private static unsafe void AddTable(MetadataReader reader, TableIndex table, IncrementalHash hash)
    {
        var (rows, size) = (reader.GetTableRowCount(table), reader.GetTableRowSize(table));
        if (rows == 0) return;
        var bytes = new ReadOnlySpan<byte>(reader.MetadataPointer + reader.GetTableMetadataOffset(table), rows * size);
        var skipped = table is TableIndex.MethodDef or TableIndex.FieldRva ? 4 : 0;
        for (var row = 0; row < rows; row++) hash.AppendData(bytes.Slice(row * size + skipped, size - skipped));
    }

    private static void AddResources(MetadataReader reader, PEReader image, IncrementalHash hash)
    {
        if (image.PEHeaders.CorHeader is not { ResourcesDirectory: { Size: > 0 } directory }) return;
        hash.AppendData(image.GetSectionData(directory.RelativeVirtualAddress).GetContent(0, directory.Size).AsSpan());
    }
}
