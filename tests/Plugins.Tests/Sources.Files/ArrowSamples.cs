using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

namespace Plugins.Tests.Sources.Files;

/// <summary>Arrow files of questions with nested answers, as the reference writer (Apache.Arrow) writes them.</summary>
internal static class ArrowSamples
{
    /// <summary>Record batches of ten rows each, as a file (with a footer) or a stream.</summary>
    public static void Write(string path, int rows, bool isFile, CompressionCodecType? codec)
    {
        using var stream = File.Create(path);
        var options = new IpcOptions { CompressionCodec = codec, CompressionCodecFactory = new CompressionCodecFactory() };
        var batches = Enumerable.Range(0, (rows + 9) / 10).Select(b => Batch(10 * b, Math.Min(10, rows - (10 * b)))).ToList();
        // The writer knows its dictionaries by the fields of one schema.
        var schema = batches[0].Schema;
        using var writer = isFile
            ? new ArrowFileWriter(stream, schema, leaveOpen: false, options)
            : new ArrowStreamWriter(stream, schema, leaveOpen: false, options);
        foreach (var batch in batches)
            writer.WriteRecordBatch(new RecordBatch(schema, batch.Arrays, batch.Length));
        writer.WriteEnd();
    }

    /// <summary>The same rows as JSON has them, but for what has no JSON.</summary>
    public static object Json(int i) =>
        new
        {
            id = $"i{i}",
            q = $"Frage {i}",
            answers = Answers(i).Select(text => new { text }),
            tags = new[] { new[] { "a", "b" }, ["c"] },
            score = Score(i),
            ok = i % 2 == 1,
            kind = Kinds[i % 2],
        };

    private static readonly string[] Kinds = ["leicht", "schwer"];

    private static IEnumerable<string> Answers(int i) => Enumerable.Range(0, i % 3).Select(j => $"Antwort {i}.{j}");

    private static double? Score(int i) => i == 3 ? null : i / 2.0;

    public static RecordBatch Batch(int first, int count)
    {
        var rows = Enumerable.Range(first, count).ToList();
        var scores = new DoubleArray.Builder();
        foreach (var i in rows)
            _ = Score(i) is { } score ? scores.Append(score) : scores.AppendNull();
        var days = new Date32Array.Builder().AppendRange(rows.Select(i => new DateOnly(2024, 2, 28).AddDays(i))).Build();
        return new RecordBatch.Builder()
            .Append("id", false, Texts(rows.Select(i => $"i{i}")))
            .Append("q", false, Texts(rows.Select(i => $"Frage {i}")))
            .Append("answers", true, Lists(rows.Select(i => i % 3), Records("text", Texts(rows.SelectMany(Answers)))))
            .Append("tags", true, Tags(count))
            .Append("score", true, scores.Build())
            .Append("ok", false, new BooleanArray.Builder().AppendRange(rows.Select(i => i % 2 == 1)).Build())
            .Append("kind", false, Coded(rows.Select(i => (sbyte)(i % 2)), Texts(Kinds)))
            .Append("bytes", false, new BinaryArray.Builder().AppendRange(rows.Select(_ => new byte[] { 0xFF, 0 })).Build())
            .Append("day", false, days)
            .Build();
    }

    public static StringArray Texts(IEnumerable<string> texts) => new StringArray.Builder().AppendRange(texts).Build();

    public static ListArray Lists(IEnumerable<int> lengths, IArrowArray items)
    {
        var offsets = new ArrowBuffer.Builder<int>();
        var (at, count) = (0, 0);
        offsets.Append(0);
        foreach (var length in lengths)
        {
            offsets.Append(at += length);
            count++;
        }

        return new ListArray(new ListType(items.Data.DataType), count, offsets.Build(), items, ArrowBuffer.Empty, nullCount: 0);
    }

    public static StructArray Records(string name, IArrowArray values) =>
        new(
            new StructType([new Apache.Arrow.Field(name, values.Data.DataType, true)]),
            values.Length,
            [values],
            ArrowBuffer.Empty,
            nullCount: 0
        );

    private static ListArray Tags(int rows)
    {
        var all = Enumerable.Range(0, rows).SelectMany(_ => (string[])["a", "b", "c"]);
        var inner = Lists(Enumerable.Range(0, rows).SelectMany(_ => (int[])[2, 1]), Texts(all));
        return Lists(Enumerable.Repeat(2, rows), inner);
    }

    private static DictionaryArray Coded(IEnumerable<sbyte> codes, IArrowArray values) =>
        new(new DictionaryType(Int8Type.Default, StringType.Default, false), new Int8Array.Builder().AppendRange(codes).Build(), values);
}
