using System.Buffers.Binary;

namespace Clt.Formats.TensorBoard;

/// <summary>An event file: records, each with its length and checksums, appended as they come.</summary>
/// <remarks>A file that was cut off in the middle of a record is still read up to there.</remarks>
public sealed class EventFile : IDisposable
{
    private readonly Stream _stream;

    /// <param name="stream">Written to and disposed with this.</param>
    public EventFile(Stream stream) => _stream = stream;

    /// <summary>Opens a new file named as TensorBoard expects, and writes its first record.</summary>
    /// <param name="folder">Made when missing.</param>
    /// <param name="wallTime">Seconds since 1970; part of the name.</param>
    /// <exception cref="InputException">The file cannot be made.</exception>
    public static EventFile Create(string folder, double wallTime, string writer = "clt")
    {
        var path = Path.Combine(folder, $"events.out.tfevents.{(long)wallTime}.{writer}");
        try
        {
            Directory.CreateDirectory(folder);
            var file = new EventFile(File.Create(path));
            file.Append(EventRecord.FileVersion(wallTime, writer));
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"the event file cannot be written ({e.Message})", path, "Choose a folder that can be written.", e);
        }
    }

    /// <summary>Appends the data of one record, from <see cref="EventRecord"/>.</summary>
    public void Append(ReadOnlySpan<byte> data)
    {
        Span<byte> frame = stackalloc byte[12];
        BinaryPrimitives.WriteUInt64LittleEndian(frame, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[8..], Crc32C.Masked(frame[..8]));
        _stream.Write(frame);
        _stream.Write(data);
        BinaryPrimitives.WriteUInt32LittleEndian(frame, Crc32C.Masked(data));
        _stream.Write(frame[..4]);
    }

    public void Flush() => _stream.Flush();

    public void Dispose() => _stream.Dispose();
}

/// <summary>Counts of values between limits.</summary>
/// <param name="Limits">Upper ends of the buckets, ascending.</param>
/// <param name="Counts">Values in each bucket.</param>
public sealed record Histogram(
    double Min,
    double Max,
    double Count,
    double Sum,
    double SumOfSquares,
    IReadOnlyList<double> Limits,
    IReadOnlyList<double> Counts
);
