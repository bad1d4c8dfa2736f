using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;

namespace Clt.Recipes.Identity;

/// <summary>
/// A hash of what an assembly executes: metadata, method bodies and resources. Debug information, paths, time and the module version id,
/// which is made from them too, play no part: the same source gives the same hash in every folder, and a changed comment none other.
/// </summary>
internal static class ExecutedCode
{
    private static readonly ConcurrentDictionary<Assembly, string> Known = [];

    /// <summary>
    /// SHA-256 in hex; of a compiled recipe, which has no file, the module version id: the same text gives the same on every machine.
    /// </summary>
    public static string Hash(Assembly assembly) =>
        Known.GetOrAdd(
            assembly,
            static a => a.Location is { Length: > 0 } path ? Hash(path) : a.ManifestModule.ModuleVersionId.ToString("N")
        );

    /// <summary>The hash of an assembly's file.</summary>
    public static string Hash(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        return Hash(image.GetMetadataReader(), image);
    }

    private static string Hash(MetadataReader reader, PEReader image)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var heap in (HeapIndex[])[HeapIndex.String, HeapIndex.UserString, HeapIndex.Blob])
            hash.AppendData(Heap(reader, heap));
        foreach (var table in Enum.GetValues<TableIndex>().Where(t => t <= TableIndex.GenericParamConstraint))
            AddTable(reader, table, hash);
        foreach (var handle in reader.MethodDefinitions)
        {
            var address = reader.GetMethodDefinition(handle).RelativeVirtualAddress;
            if (address == 0)
                continue;
            Add(image.GetSectionData(address), image.GetMethodBody(address).Size, hash);
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
        if (rows == 0)
            return;
        var bytes = new ReadOnlySpan<byte>(reader.MetadataPointer + reader.GetTableMetadataOffset(table), rows * size);
        if (table is not (TableIndex.MethodDef or TableIndex.FieldRva))
        {
            hash.AppendData(bytes);
            return;
        }

        for (var row = 0; row < rows; row++)
            hash.AppendData(bytes.Slice(row * size + 4, size - 4));
    }

    private static void AddResources(MetadataReader reader, PEReader image, IncrementalHash hash)
    {
        if (image.PEHeaders.CorHeader is not { ResourcesDirectory: { Size: > 0 } directory })
            return;
        Add(image.GetSectionData(directory.RelativeVirtualAddress), directory.Size, hash);
    }

    private static unsafe void Add(PEMemoryBlock block, int length, IncrementalHash hash) =>
        hash.AppendData(new ReadOnlySpan<byte>(block.Pointer, length));
}
