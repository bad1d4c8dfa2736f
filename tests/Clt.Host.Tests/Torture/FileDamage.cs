namespace Clt.Host.Tests.Torture;

/// <summary>Storage fault: one file of a folder, damaged as disks, full disks, other programs and people do.</summary>
internal static class FileDamage
{
    /// <summary>Damages one file, whichever.</summary>
    /// <returns>What was done, and to which.</returns>
    public static string Of(string folder, Random random)
    {
        var files = Directory
            .GetFiles(folder, "*", SearchOption.AllDirectories)
            .Where(f => new FileInfo(f) is { LinkTarget: null, Length: > 0 })
            .Order(StringComparer.Ordinal)
            .ToList();
        var file = files[random.Next(files.Count)];
        var bytes = File.ReadAllBytes(file);
        var at = random.Next(bytes.Length);
        var what = "flipped";
        switch (random.Next(6))
        {
            case 0:
                (what, bytes) = ("cut", bytes[..at]);
                break;
            case 1:
                (what, bytes) = ("grown", [.. bytes, .. bytes.AsSpan(at)]);
                break;
            case 2:
                what = "zeroed";
                Array.Clear(bytes, at, Math.Min(512, bytes.Length - at));
                break;
            case 3:
                File.Delete(file);
                return $"{Path.GetRelativePath(folder, file)} deleted";
            case 4 when Digit(bytes, at) is { } digit:
                // A number that is another one, and nothing else: the damage that is hardest to see.
                what = $"another digit at {digit}";
                bytes[digit] = (byte)('0' + ((bytes[digit] - '0' + 1 + random.Next(9)) % 10));
                break;
            default:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
        }

        File.WriteAllBytes(file, bytes);
        return $"{Path.GetRelativePath(folder, file)} {what} at {at} of {bytes.Length}";
    }

    private static int? Digit(byte[] bytes, int from)
    {
        var at = bytes.AsSpan(from).IndexOfAnyInRange((byte)'0', (byte)'9');
        return at < 0 ? null : from + at;
    }
}
