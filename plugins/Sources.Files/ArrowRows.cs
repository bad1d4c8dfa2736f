using System.Text;
using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Clt.Plugins.Sources.Files.Metadata;

namespace Clt.Plugins.Sources.Files;

/// <summary>
/// Rows of an Apache Arrow IPC file or stream (Feather version 2 is the former), one record batch in memory at a time, compressed by LZ4 or
/// Zstandard or not; lists, structures and maps by path, as nested JSON (<c>answers.0.text</c>).
/// </summary>
internal static class ArrowRows
{
    // What a file begins and ends with, in contrast to a stream; and Feather's first version, a format of its own.
    private static readonly byte[] Magic = Encoding.ASCII.GetBytes("ARROW1");
    private static readonly byte[] FirstFeather = Encoding.ASCII.GetBytes("FEA1");

    // Within a file a stream begins here, and ends before the footer.
    private const int StreamInFile = 8;

    /// <exception cref="InputException">It is no such file, it is damaged, or a column is of a kind that has no text.</exception>
    public static IEnumerable<Row> Read(string path)
    {
        var start = StartOf(path);
        Of(path, () => Checked(path, start));
        // Mapped, lengths that are damaged end at the file's end; what is too large for that is read piece by piece.
        using var mapped = new FileInfo(path).Length <= int.MaxValue ? new MappedFile(path) : null;
        using var stream = mapped is null ? File.OpenRead(path) : null;
        stream?.Seek(start, SeekOrigin.Begin);
        var codecs = new CompressionCodecFactory();
        using var reader = mapped is null ? new ArrowStreamReader(stream, codecs) : new ArrowStreamReader(mapped.Memory[start..], codecs);
        var line = 0;
        // Batches are left to the collector: to dispose of one disposes of the dictionaries that the next ones share.
        while (Of(path, reader.ReadNextRecordBatch) is { } batch)
        {
            for (var i = 0; i < batch.Length; i++)
            {
                var (at, number) = (i, ++line);
                yield return new Row(number, Of(path, () => Values(batch, at, $"{path}:{number}")));
            }
        }
    }

    /// <summary>Where the stream begins.</summary>
    private static int StartOf(string path)
    {
        using var stream = File.OpenRead(path);
        var bytes = new byte[Magic.Length];
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == 0)
            throw new InputException("the file is empty", path, "Fetch the file again.");
        if (bytes.AsSpan().StartsWith(FirstFeather))
            throw new InputException("the file is of Feather's first version", path, "Write it anew as version 2, or as Parquet.");
        if (!bytes.AsSpan().SequenceEqual(Magic))
            return 0;
        stream.Seek(-Math.Min(stream.Length, bytes.Length), SeekOrigin.End);
        stream.ReadExactly(bytes);
        return bytes.AsSpan().SequenceEqual(Magic) && stream.Length > StreamInFile
            ? StreamInFile
            : throw new InputException("the Arrow file cannot be read (its end is missing)", path, "Fetch the file again.");
    }

    private static bool Checked(string path, int start)
    {
        using var stream = File.OpenRead(path);
        stream.Position = start;
        ArrowFile.Check(stream);
        return true;
    }

    private static Dictionary<string, string> Values(RecordBatch batch, int row, string place)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var column = 0; column < batch.ColumnCount; column++)
            ArrowValues.Flatten(batch.Column(column), row, batch.Schema.GetFieldByIndex(column).Name, values, place);
        return values;
    }

    /// <summary>Sizes are the file's word: of one that is damaged, memory may not hold them.</summary>
    private static T Of<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not InputException)
        {
            throw new InputException($"the Arrow file cannot be read ({e.Message})", path, "Fetch the file again.", e);
        }
    }
}
