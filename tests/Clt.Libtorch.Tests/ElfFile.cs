using System.Buffers.Binary;
using System.Text;

namespace Clt.Libtorch.Tests;

/// <summary>
/// The least ELF file that needs versions: a header, two sections (strings and needs), and one need with an entry a version.
/// </summary>
internal static class ElfFile
{
    private const int Sections = 64,
        SectionSize = 64,
        Needs = 256,
        Entry = 16,
        Strings = 1024;

    public static byte[] With(params string[] versions)
    {
        var file = new byte[2048];
        ((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1]).CopyTo(file);
        Long(file, 40, Sections);
        Short(file, 58, SectionSize);
        Short(file, 60, 2);

        // Section 0 holds the strings, section 1 the needs, whose link names the strings.
        Long(file, Sections + 24, Strings);
        Int(file, Sections + SectionSize + 4, 0x6ffffffe);
        Long(file, Sections + SectionSize + 24, Needs);
        Int(file, Sections + SectionSize + 40, 0);

        Short(file, Needs + 2, versions.Length);
        Int(file, Needs + 8, Entry);
        var text = Strings + 1;
        for (var i = 0; i < versions.Length; i++)
        {
            Int(file, Place(i) + 8, text - Strings);
            Int(file, Place(i) + 12, i + 1 < versions.Length ? Entry : 0);
            text += Encoding.ASCII.GetBytes(versions[i], file.AsSpan(text)) + 1;
        }

        return file;
    }

    /// <summary>Where the flags of an entry are.</summary>
    public static ushort Flags(byte[] file, int entry) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(Place(entry) + 4));

    private static int Place(int entry) => Needs + Entry + entry * Entry;

    private static void Long(byte[] file, int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(at), value);

    private static void Int(byte[] file, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);

    private static void Short(byte[] file, int at, int value) => BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(at), (short)value);
}
