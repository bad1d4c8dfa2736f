using System.Text;

namespace Clt.Fuzz.Tests.Damage;

/// <summary>Mutation of a safetensors header, its length put right, so that what it says is read.</summary>
internal static class HeaderDamage
{
    private const int LengthBytes = 8;

    public static byte[] Of(byte[] file, Rng rng)
    {
        if (file.Length < LengthBytes || BitConverter.ToInt64(file) is var length && (length < 2 || length > file.Length - LengthBytes))
            return ByteDamage.Of(file, rng);
        if (rng.Next(8) == 0)
            return [.. BitConverter.GetBytes(rng.Next(2) == 0 ? (long)rng.Next(2 * file.Length) : -rng.Next(100)), .. file[LengthBytes..]];
        var header = file[LengthBytes..(LengthBytes + (int)length)];
        var text = Encoding.UTF8.GetString(header).TrimEnd();
        var damaged = text.Length > 0 ? Damages.Of("header.json", Encoding.UTF8.GetBytes(text), rng) : header;
        return [.. BitConverter.GetBytes((long)damaged.Length), .. damaged, .. file[(LengthBytes + (int)length)..]];
    }
}
