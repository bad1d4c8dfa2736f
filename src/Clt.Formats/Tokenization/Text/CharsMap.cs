using System.Buffers.Binary;
using System.Text;

namespace Clt.Formats.Tokenization.Text;

/// <summary>
/// sentencepiece's precompiled normalisation rules: a double-array trie (darts-clone) over UTF-8 and the replacements, 0-terminated.
/// </summary>
internal sealed class CharsMap
{
    private readonly uint[] _units;
    private readonly byte[] _replacements;

    private CharsMap(uint[] units, byte[] replacements) => (_units, _replacements) = (units, replacements);

    /// <returns>Null where the blob is not of that shape.</returns>
    public static CharsMap? Parse(ReadOnlySpan<byte> blob)
    {
        if (blob.Length < 8)
            return null;
        var size = BinaryPrimitives.ReadUInt32LittleEndian(blob);
        if (size == 0 || size % 4 != 0 || size > blob.Length - 4)
            return null;
        var units = new uint[size / 4];
        for (var i = 0; i < units.Length; i++)
            units[i] = BinaryPrimitives.ReadUInt32LittleEndian(blob[(4 + i * 4)..]);
        return new CharsMap(units, blob[(4 + (int)size)..].ToArray());
    }

    /// <summary>
    /// The replacement of the shortest or longest key that the bytes start with, and the key's length; (null, 0) where there is none.
    /// </summary>
    public (string? Replacement, int Length) Find(ReadOnlySpan<byte> text, bool longest)
    {
        var (value, length) = (-1, 0);
        var node = Offset(_units[0]);
        for (var i = 0; i < text.Length && text[i] != 0; i++)
        {
            node ^= text[i];
            if (node >= _units.Length)
                break;
            var unit = _units[node];
            if ((unit & 0x800000FF) != text[i])
                break;
            node ^= Offset(unit);
            if ((unit & 0x100) == 0 || node >= _units.Length)
                continue;
            (value, length) = ((int)(_units[node] & 0x7FFFFFFF), i + 1);
            if (!longest)
                break;
        }

        return value < 0 || value >= _replacements.Length ? (null, 0) : (Replacement(value), length);
    }

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & 0x200) >> 6);

    private string Replacement(int at)
    {
        var rest = _replacements.AsSpan(at);
        var end = rest.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
    }
}
