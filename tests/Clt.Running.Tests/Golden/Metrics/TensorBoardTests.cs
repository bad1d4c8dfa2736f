using System.Text;
using System.Text.Json;
using Clt.Formats.TensorBoard;
using Clt.Results.Statistics.Resampling;
using Clt.Testing;

namespace Clt.Running.Tests.Golden.Metrics;

/// <summary>Checksums, and event files byte for byte (crc32c.json, tensorboard_events.json).</summary>
public class TensorBoardTests
{
    private readonly Near _near = new(0);

    [GoldenFact("metrics/crc32c.json")]
    public void Checksums()
    {
        foreach (var row in GoldenRows.Whole("metrics/crc32c.json").EnumerateArray())
        {
            var bytes = Convert.FromHexString(row.Text("bytes_hex"));
            _near.Check(row.Text("bytes_hex"), Crc32C.Of(bytes), row.Number("crc32c"));
            _near.Check(row.Text("bytes_hex"), Crc32C.Masked(bytes), row.Number("masked"));
        }

        _near.Verify();
    }

    [GoldenFact("metrics/tensorboard_events.json")]
    public void Event_files()
    {
        var golden = GoldenRows.Whole("metrics/tensorboard_events.json");
        var stream = new MemoryStream();
        using var file = new EventFile(stream);
        foreach (var record in golden.GetProperty("records").EnumerateArray())
        {
            var data = Encode(record.GetProperty("event"));
            _near.Same($"record at {record.Number("offset")}", Convert.ToHexStringLower(data), record.Text("data_hex"));
            _near.Check("offset", stream.Length, record.Number("offset"));
            file.Append(data);
        }

        var expected = File.ReadAllBytes(Path.Combine(SharedFolder.Golden, "metrics", golden.Text("file")));
        _near.Same("file", Convert.ToHexString(stream.ToArray()), Convert.ToHexString(expected));
        _near.Verify();
    }

    [Fact]
    public void A_file_is_named_and_begun_as_expected()
    {
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using (var file = EventFile.Create(folder, 1700000000.5))
        {
            file.Append(EventRecord.Scalar(1700000001, 3, "loss", 0.5f));
        }

        var path = Directory.GetFiles(folder).ShouldHaveSingleItem();
        Path.GetFileName(path).ShouldStartWith("events.out.tfevents.1700000000.");
        File.ReadAllBytes(path).Length.ShouldBeGreaterThan(60);
        Directory.Delete(folder, true);
        Should.Throw<InputException>(() => EventFile.Create("/proc/none", 1)).Message.ShouldContain("cannot be written");
    }

    private static byte[] Encode(JsonElement e)
    {
        var time = e.Number("wall_time");
        if (e.TryGetProperty("file_version", out _))
            return EventRecord.FileVersion(time, e.GetProperty("source_metadata").Text("writer"));
        var step = e.TryGetProperty("step", out var s) ? long.Parse(s.GetString()!) : 0;
        var value = e.GetProperty("summary").GetProperty("value")[0];
        var tag = value.Text("tag");
        if (value.TryGetProperty("simple_value", out var number))
            return EventRecord.Scalar(time, step, tag, (float)number.Number());
        if (value.TryGetProperty("histo", out var h))
        {
            return EventRecord.Histogram(
                time,
                step,
                tag,
                new Histogram(
                    Field(h, "min"),
                    Field(h, "max"),
                    Field(h, "num"),
                    Field(h, "sum"),
                    Field(h, "sum_squares"),
                    h.Numbers("bucket_limit"),
                    h.Numbers("bucket")
                )
            );
        }

        var plugin = value.GetProperty("metadata").GetProperty("plugin_data");
        if (!value.TryGetProperty("tensor", out var tensor))
            return EventRecord.PluginData(time, step, tag, plugin.Text("plugin_name"), Convert.FromBase64String(plugin.Text("content")));
        return tensor.Text("dtype") switch
        {
            "DT_STRING" => EventRecord.Text(
                time,
                step,
                tag,
                Encoding.UTF8.GetString(Convert.FromBase64String(tensor.Texts("string_val")[0]))
            ),
            "DT_FLOAT" => EventRecord.TensorScalar(time, step, tag, tensor.Numbers("float_val")[0], singlePrecision: true),
            _ => EventRecord.TensorScalar(time, step, tag, tensor.Numbers("double_val")[0]),
        };
    }

    private static double Field(JsonElement e, string name) => e.TryGetProperty(name, out var value) ? value.Number() : 0;
}
