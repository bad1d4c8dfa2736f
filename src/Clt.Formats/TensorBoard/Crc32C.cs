namespace Clt.Formats.TensorBoard;

/// <summary>CRC-32C (Castagnoli), plain and masked as record files store it.</summary>
public static class Crc32C
{
    private static readonly uint[] Table = MakeTable();

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
            crc = Table[(crc ^ b) & 0xff] ^ (crc >> 8);
        return ~crc;
    }

    /// <summary>Rotated and shifted, so that a checksum of data that holds checksums stays sound.</summary>
    public static uint Masked(ReadOnlySpan<byte> bytes) => uint.RotateRight(Of(bytes), 15) + 0xa282ead8;

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0x82f63b78);
            table[i] = crc;
        }

        return table;
    }
}
