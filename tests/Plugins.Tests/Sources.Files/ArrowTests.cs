using System.Text;
using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Clt.Plugins.Sources.Files;
using Clt.Plugins.Sources.HuggingFace;
using Clt.Testing;
using Clt.Tests.Hub;

namespace Plugins.Tests.Sources.Files;

/// <summary>Arrow IPC files and streams as sources: nested values, several batches, compression, and what is damaged.</summary>
public sealed class ArrowTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.Combine("de.arrow");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, null)]
    [InlineData(true, CompressionCodecType.Zstd)]
    [InlineData(false, CompressionCodecType.Lz4Frame)]
    public void It_gives_what_the_same_rows_as_json_lines_give(bool isFile, CompressionCodecType? codec)
    {
        ArrowSamples.Write(Path, 25, isFile, codec);
        File.WriteAllLines(
            _folder.Combine("de.jsonl"),
            Enumerable.Range(0, 25).Select(i => JsonSerializer.Serialize(ArrowSamples.Json(i)))
        );

        var rows = Rows(Path);
        rows.Select(r => r["day"]).Take(3).ShouldBe(["2024-02-28", "2024-02-29", "2024-03-01"]);
        rows.ShouldAllBe(r => !r.ContainsKey("bytes"), "pictures and sound have no text");
        var shared = rows.Select(r => Shown(r.Where(f => f.Key != "day")));
        shared.ShouldBe(Rows(_folder.Combine("de.jsonl")).Select(Shown));
        rows[7]["answers.0.text"].ShouldBe("Antwort 7.0");
        rows[7]["tags.1.0"].ShouldBe("c");
    }

    [Fact]
    public void Feather_is_read_and_fields_are_chosen_by_path()
    {
        ArrowSamples.Write(_folder.Combine("de.feather"), 12, isFile: true, CompressionCodecType.Lz4Frame);
        var source = FilesRecipes.Files(_folder.Combine("de.feather"), "de", "question=q, first=answers.0.text?", id: "id");
        var records = TestContext.Splits.SelectMany(s => source.Read("de", s)).ToDictionary(r => r.ItemId);
        records.Count.ShouldBe(12);
        records["i4"]["first"].ShouldBe("Antwort 4.0");
        records["i3"].Fields.ContainsKey("first").ShouldBeFalse("its list is empty");
    }

    [Fact]
    public void Values_of_every_kind_have_the_text_that_json_has()
    {
        var noon = new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.Zero);
        Write(
            ("i8", new Int8Array.Builder().Append(-7).Build(), "-7"),
            ("u64", new UInt64Array.Builder().Append(ulong.MaxValue).Build(), "18446744073709551615"),
            ("f32", new FloatArray.Builder().Append(0.1f).Build(), "0.1"),
            ("f16", new HalfFloatArray.Builder().Append((Half)0.5).Build(), "0.5"),
            ("large", new LargeStringArray.Builder().Append("日本").Build(), "日本"),
            (
                "view",
                new StringViewArray.Builder().Append("a text that is longer than twelve bytes").Build(),
                "a text that is longer than twelve bytes"
            ),
            ("utc", new TimestampArray.Builder(TimeUnit.Second, "UTC").Append(noon).Build(), "2024-02-29T12:00:00.0000000Z"),
            ("local", new TimestampArray.Builder(TimeUnit.Millisecond).Append(noon).Build(), "2024-02-29T12:00:00.0000000"),
            ("price", new Decimal128Array.Builder(new Decimal128Type(9, 2)).Append(12.50m).Build(), "12.50"),
            ("none", new NullArray(1), null)
        );
    }

    [Fact]
    public void Maps_give_their_keys_as_paths()
    {
        var map = new MapArray.Builder(new MapType(StringType.Default, Int32Type.Default));
        map.Append();
        ((StringArray.Builder)map.KeyBuilder).Append("de").Append("fr");
        ((Int32Array.Builder)map.ValueBuilder).Append(3).Append(4);
        WriteBatch(("counts", map.Build()));
        Rows(Path)
            .ShouldHaveSingleItem()
            .ShouldBe(new Dictionary<string, string> { ["counts.de"] = "3", ["counts.fr"] = "4" }, ignoreOrder: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_damaged_file_and_a_missing_column_are_told(bool isFile)
    {
        ArrowSamples.Write(Path, 25, isFile, CompressionCodecType.Zstd);
        Fault("question=frage").ShouldContain("there is no text 'frage'");
        var bytes = File.ReadAllBytes(Path);
        File.WriteAllBytes(Path, bytes[..^(bytes.Length / 3)]);
        Fault().ShouldContain("the Arrow file cannot be read");
        for (var i = bytes.Length / 3; i < bytes.Length / 2; i++)
            bytes[i] ^= 0x55;
        File.WriteAllBytes(Path, bytes);
        Fault().ShouldContain("the Arrow file cannot be read");
        File.WriteAllBytes(Path, []);
        Fault().ShouldContain("the file is empty");
        File.WriteAllText(Path, "{\"text\": \"no Arrow\"}");
        Fault().ShouldContain("the Arrow file cannot be read");
        File.WriteAllText(Path, "FEA1 and so on");
        Fault().ShouldContain("Feather's first version");
    }

    [Fact]
    public void What_has_no_text_is_refused_by_name()
    {
        WriteBatch(("months", new YearMonthIntervalArray.Builder().Append(new Apache.Arrow.Scalars.YearMonthInterval(3)).Build()));
        Fault().ShouldContain("the column 'months' has values of Arrow's kind");
        var offsets = new ArrowBuffer.Builder<int>().Append(0).Append(2).Build();
        var latin = new ArrowBuffer.Builder<byte>().Append(0xE9).Append(0x74).Build();
        WriteBatch(("text", new StringArray(1, offsets, latin, ArrowBuffer.Empty, nullCount: 0)));
        Fault().ShouldContain("the text 'text' is not UTF-8");
    }

    [Fact]
    public void A_stream_of_a_dataset_repository_is_fetched_and_read()
    {
        ArrowSamples.Write(Path, 25, isFile: false, CompressionCodecType.Zstd);
        using var server = new HubModelServer();
        const string path = "data/de.arrow";
        server.Files[path] = File.ReadAllBytes(Path);
        ISource Local(string file) => FilesRecipes.Files(file, "de", "question=q", id: "id");
        var store = new HubStore("owner/set", server.Commit, new HubSettings(server.Address, server.Address, null, false));
        var source = new HubFilesSource(store, "owner/set", server.Commit, path, Local, Local(path).Info);

        var context = new SourceContext(_folder.Combine("cache"), _ => { });
        var read = source.Read(new SourceRequest(Language.Parse("de"), Split.Train, context)).Select(r => r["question"]).ToList();
        read.ShouldBe(Local(Path).Read("de", Split.Train).Select(r => r["question"]));
        read.Count.ShouldBeGreaterThan(10);
    }

    private void Write(params (string Name, IArrowArray Values, string? Text)[] columns)
    {
        WriteBatch([.. columns.Select(c => (c.Name, c.Values))]);
        var row = Rows(Path).ShouldHaveSingleItem();
        foreach (var (name, _, text) in columns)
            row.GetValueOrDefault(name).ShouldBe(text, name);
    }

    private void WriteBatch(params (string Name, IArrowArray Values)[] columns)
    {
        var batch = new RecordBatch.Builder();
        foreach (var (name, values) in columns)
            batch.Append(name, true, values);
        using var made = batch.Build();
        using var writer = new ArrowStreamWriter(File.Create(Path), made.Schema);
        writer.WriteRecordBatch(made);
        writer.WriteEnd();
    }

    private string Fault(string? fields = null) => Should.Throw<InputException>(() => Rows(Path, fields)).Message;

    private static List<IReadOnlyDictionary<string, string>> Rows(string path, string? fields = null) =>
        [
            .. TestContext
                .Splits.SelectMany(s => FilesRecipes.Files(path, "de", fields).Read("de", s))
                .OrderBy(r => int.Parse(r.ItemId))
                .Select(r => r.Fields),
        ];

    private static string Shown(IEnumerable<KeyValuePair<string, string>> fields) =>
        string.Join(';', fields.OrderBy(f => f.Key, StringComparer.Ordinal));
}
