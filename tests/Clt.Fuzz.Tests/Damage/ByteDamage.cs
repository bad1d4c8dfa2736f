namespace Clt.Fuzz.Tests.Damage;

/// <summary>Mutation of bytes: what disks, cut transfers and other programs do to a file.</summary>
internal static class ByteDamage
{
    /// <summary>What readers trip over: a NUL, no UTF-8, marks of byte order and direction, an escape, halves of surrogates.</summary>
    private static readonly byte[][] Odd =
    [
        [0],
        [0xFF],
        [0xC3, 0x28],
        [0xEF, 0xBB, 0xBF],
        [0xE2, 0x80, 0xAE],
        [0x1B, (byte)'[', (byte)'2', (byte)'J'],
        [0xED, 0xA0, 0x80],
        [(byte)'\r'],
        [(byte)'"'],
        [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80],
    ];

    private const int LongestPart = 64;

    public static byte[] Of(byte[] content, Rng rng)
    {
        if (content.Length == 0)
            return Odd[rng.Next(Odd.Length)];
        var bytes = content.ToList();
        var (at, length) = (rng.Next(bytes.Count), 1 + rng.Next(Math.Min(LongestPart, bytes.Count)));
        length = Math.Min(length, bytes.Count - at);
        switch (rng.Next(7))
        {
            case 0:
                return content[..at];
            case 1:
                bytes.RemoveRange(at, length);
                break;
            case 2:
                bytes.InsertRange(rng.Next(bytes.Count), content[at..(at + length)]);
                break;
            case 3:
                bytes.InsertRange(at, Odd[rng.Next(Odd.Length)]);
                break;
            case 4:
                bytes.InsertRange(at, Enumerable.Repeat(content[at], 1 << rng.Next(14)));
                break;
            case 5:
                for (var i = 0; i < length; i++)
                    bytes[at + i] = (byte)rng.Next(256);
                break;
            default:
                for (var n = 1 + rng.Next(4); n > 0; n--)
                    bytes[rng.Next(bytes.Count)] ^= (byte)(1 << rng.Next(8));
                break;
        }

        return [.. bytes];
    }
}
