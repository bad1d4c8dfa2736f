using System.Text;

namespace Clt.Formats.Tokenization.Text;

/// <summary>GPT-2's alphabet: one printable character for each byte, so that byte-level pieces can stand in JSON.</summary>
/// <remarks>The 188 printable Latin-1 characters stand for themselves; the others, in order, for U+0100 and on.</remarks>
internal static class ByteAlphabet
{
    private static readonly char[] Characters = Build();
    private static readonly short[] Bytes = Invert(Characters);

    public static char ToCharacter(byte value) => Characters[value];

    /// <summary>The byte of a character, or -1 where it is not of the alphabet.</summary>
    public static int ToByte(char character) => character < Bytes.Length ? Bytes[character] : -1;

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new char[bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
            text[i] = Characters[bytes[i]];
        return new string(text);
    }

    /// <summary>The bytes of a piece; a piece with a foreign character (an added token) stands for its own UTF-8.</summary>
    public static byte[] Decode(string piece)
    {
        var bytes = new byte[piece.Length];
        for (var i = 0; i < piece.Length; i++)
        {
            var value = ToByte(piece[i]);
            if (value < 0)
                return Encoding.UTF8.GetBytes(piece);
            bytes[i] = (byte)value;
        }

        return bytes;
    }

    private static char[] Build()
    {
        var characters = new char[256];
        var next = 256;
        for (var b = 0; b < 256; b++)
        {
            var printable = b is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE and <= 0xFF;
            characters[b] = printable ? (char)b : (char)next++;
        }

        return characters;
    }

    private static short[] Invert(char[] characters)
    {
        var bytes = new short[characters.Max() + 1];
        Array.Fill(bytes, (short)-1);
        for (var b = 0; b < 256; b++)
            bytes[characters[b]] = (short)b;
        return bytes;
    }
}
