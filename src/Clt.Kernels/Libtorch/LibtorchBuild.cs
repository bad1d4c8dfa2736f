using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Clt.Kernels.Libtorch;

/// <summary>Which libtorch this program runs on, read from its files: nothing is loaded.</summary>
public static class LibtorchBuild
{
    private const int NoteSegment = 4;
    private const int BuildIdNote = 3;

    /// <summary>The build id that the linker gave libc10.so, in hex: the same for the same release of libtorch, and for no other.</summary>
    /// <exception cref="InputException">There is no libtorch.</exception>
    public static string Id { get; } =
        Read(
            Path.Combine(
                NativeLibraries.Folder
                    ?? throw new InputException(
                        "there is no libtorch",
                        "build",
                        "Run any command through ./clt, which places it, or set CLT_LIBTORCH"
                    ),
                "libc10.so"
            )
        );

    /// <summary>
    /// This machine with this libtorch and its products, in a name that files may have: what is measured here holds for no other machine,
    /// and no other library.
    /// </summary>
    public static string Machine => $"{Environment.MachineName}-{Environment.ProcessorCount}-{Id[..8]}-{MatrixProducts.Asked ?? "faster"}";

    /// <summary>The BLAS that libtorch carries or links to, by a function that only it has. Loads libtorch.</summary>
    public static string Blas()
    {
        var library = NativeLibrary.Load(Path.Combine(NativeLibraries.Folder!, NativeLibraries.Torch));
        if (NativeLibrary.TryGetExport(library, "mkl_get_max_threads", out _))
            return "MKL";
        return NativeLibrary.TryGetExport(library, "openblas_get_config", out _) ? "OpenBLAS" : "a BLAS of the system";
    }

    /// <summary>The id in an ELF file's notes; the hash of the whole file where it has none.</summary>
    internal static string Read(string path)
    {
        using var file = File.OpenRead(path);
        var header = Bytes(file, 0, 64);
        var (table, size, count) = ((long)BinaryPrimitives.ReadUInt64LittleEndian(header[32..]), Short(header, 54), Short(header, 56));
        for (var i = 0; i < count; i++)
        {
            var segment = Bytes(file, table + i * size, size);
            if (BinaryPrimitives.ReadInt32LittleEndian(segment) != NoteSegment)
                continue;
            var place = (long)BinaryPrimitives.ReadUInt64LittleEndian(segment[8..]);
            var notes = Bytes(file, place, (int)BinaryPrimitives.ReadUInt64LittleEndian(segment[32..]));
            if (Find(notes) is { } id)
                return id;
        }

        file.Position = 0;
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file));
    }

    /// <summary>Notes are a name's and a content's length and a type, then both, each filled up to four bytes.</summary>
    private static string? Find(ReadOnlySpan<byte> notes)
    {
        while (notes.Length >= 12)
        {
            var (name, content) = (BinaryPrimitives.ReadInt32LittleEndian(notes), BinaryPrimitives.ReadInt32LittleEndian(notes[4..]));
            var start = 12 + (name + 3) / 4 * 4;
            if (BinaryPrimitives.ReadInt32LittleEndian(notes[8..]) == BuildIdNote && notes[12..16].SequenceEqual("GNU\0"u8))
                return Convert.ToHexStringLower(notes.Slice(start, content));
            notes = notes[Math.Min(notes.Length, start + (content + 3) / 4 * 4)..];
        }

        return null;
    }

    private static int Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static byte[] Bytes(FileStream file, long place, int count)
    {
        var bytes = new byte[count];
        file.Position = place;
        file.ReadExactly(bytes);
        return bytes;
    }
}
