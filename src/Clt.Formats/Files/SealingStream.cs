using System.Security.Cryptography;
using System.Text;

namespace Clt.Formats.Files;

/// <summary>
/// Checksum of a JSON object while it is written: hashes what goes through, keeps the brace at its end back, and closes the object with
/// <see cref="Seal"/>'s field. Nothing but the last byte is held in memory.
/// </summary>
/// <param name="target">Where the text goes; it stays open.</param>
internal sealed class SealingStream(Stream target) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte? _last;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Ends the object with its checksum.</summary>
    public void Close(ReadOnlySpan<byte> after)
    {
        target.Write(Encoding.UTF8.GetBytes(Seal.Ending(Convert.ToHexStringLower(_hash.GetHashAndReset()))));
        target.Write(after);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.IsEmpty)
            return;
        if (_last is { } last)
            Pass([last]);
        Pass(buffer[..^1]);
        _last = buffer[^1];
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => target.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _hash.Dispose();
        base.Dispose(disposing);
    }

    private void Pass(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        target.Write(bytes);
    }
}
