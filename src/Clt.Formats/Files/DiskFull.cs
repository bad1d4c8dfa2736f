namespace Clt.Formats.Files;

/// <summary>Tells a full disk from other faults of files.</summary>
public static class DiskFull
{
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;

    /// <summary>Whether the disk, or the user's share of it, is full: the low half of the result is the system's error number.</summary>
    public static bool Caused(IOException error) =>
        (error.HResult & 0xFFFF) is NoSpace or QuotaExceeded || error.Message.Contains("No space left", StringComparison.Ordinal);
}
