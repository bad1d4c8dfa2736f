namespace Clt.Plugins.Sources.Files.Metadata;

/// <summary>Largest numbers that metadata may claim of values that are stored in so many bytes.</summary>
internal static class Plausible
{
    // A value that is repeated takes little, compressed some thousandths of its size. A damaged number is often a thousand million.
    private const long Free = 1 << 25,
        MostAByte = 10_000;

    /// <summary>The most values, or unpacked bytes, of so many stored bytes.</summary>
    public static long Most(long bytes) => Free + (MostAByte * bytes);
}
