using System.Buffers.Binary;
using System.Text;

namespace Clt.Libtorch;

/// <summary>Symbol version needs of an ELF library (section .gnu.version_r).</summary>
/// <remarks>
/// The loader refuses a library that needs a version which the C++ runtime of the system lacks, even where no symbol of that version is
/// used: TorchSharp's native library names GCC 13's in that way. Marked weak, a missing version is passed over; on newer systems the mark
/// changes nothing.
/// </remarks>
public static class VersionNeeds
{
    private const uint SectionType = 0x6ffffffe;
    private const ushort WeakFlag = 2;

    /// <summary>Marks every need for a version as weak, in place.</summary>
    /// <param name="library">A 64-bit little-endian ELF file.</param>
    /// <param name="version">GLIBCXX_3.4.32 for instance.</param>
    /// <returns>How many needs were marked.</returns>
    /// <exception cref="PlacementException">The bytes are no such file.</exception>
    public static int Weaken(Span<byte> library, string version)
    {
        if (library.Length < 64 || !library[..6].SequenceEqual((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1]))
            throw new PlacementException("TorchSharp's native library is no 64-bit little-endian ELF file.");
        var marked = 0;
        foreach (var at in Needs(library))
        {
            if (Name(library, at) != version)
                continue;
            var flags = library[(int)(at.Place + 4)..];
            BinaryPrimitives.WriteUInt16LittleEndian(flags, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(flags) | WeakFlag));
            ++marked;
        }

        return marked;
    }

    /// <summary>Places of all entries (Elf64_Vernaux) and of the strings that name them.</summary>
    private static List<(long Place, long Strings)> Needs(ReadOnlySpan<byte> file)
    {
        var found = new List<(long, long)>();
        var (sections, size, count) = (Long(file, 40), Short(file, 58), Short(file, 60));
        for (var i = 0; i < count; i++)
        {
            var header = sections + i * size;
            if (Int(file, header + 4) != SectionType)
                continue;
            var strings = Long(file, sections + Int(file, header + 40) * size + 24);
            for (var need = Long(file, header + 24); ; need += Int(file, need + 12))
            {
                var entry = need + Int(file, need + 8);
                for (var left = Short(file, need + 2); left > 0; left--, entry += Int(file, entry + 12))
                    found.Add((entry, strings));
                if (Int(file, need + 12) == 0)
                    break;
            }
        }

        return found;
    }

    private static string Name(ReadOnlySpan<byte> file, (long Place, long Strings) entry)
    {
        var text = file[(int)(entry.Strings + Int(file, entry.Place + 8))..];
        return Encoding.ASCII.GetString(text[..text.IndexOf((byte)0)]);
    }

    private static ushort Short(ReadOnlySpan<byte> file, long at) => BinaryPrimitives.ReadUInt16LittleEndian(file[(int)at..]);

    private static uint Int(ReadOnlySpan<byte> file, long at) => BinaryPrimitives.ReadUInt32LittleEndian(file[(int)at..]);

    private static long Long(ReadOnlySpan<byte> file, long at) => (long)BinaryPrimitives.ReadUInt64LittleEndian(file[(int)at..]);
}
