using Clt.Plugins.Sources.Files;
using Clt.Plugins.Sources.HuggingFace;
using Clt.Testing;
using Clt.Tests.Hub;
using Parquet;

namespace Plugins.Tests.Sources.Files;

/// <summary>Parquet files as sources: nested values, several row groups, compression, and what is damaged.</summary>
public sealed class ParquetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.Combine("de.parquet");

    private SourceContext Context => new(_folder.Combine("cache"), _ => { });

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(CompressionMethod.None)]
    [InlineData(CompressionMethod.Snappy)]
    [InlineData(CompressionMethod.Gzip)]
    [InlineData(CompressionMethod.Zstd)]
    public async Task Rows_are_read_group_by_group_with_nested_lists_by_path(CompressionMethod compression)
    {
        await Write(compression, 25);

        var source = FilesRecipes.Files(Path, "de", "question=q, first=answers.0.text?, deep=tags.1.0?, score=score?, ok=ok", id: "id");
        var records = Enum.GetValues<Split>()
            .SelectMany(s => source.Read(new SourceRequest(Language.Parse("de"), s, Context)))
            .ToDictionary(r => r.ItemId);

        records.Count.ShouldBe(25);
        records["i7"]["question"].ShouldBe("Frage 7");
        records["i7"]["first"].ShouldBe("Antwort 7.0");
        records["i7"]["deep"].ShouldBe("c");
        records["i7"]["score"].ShouldBe("3.5");
        records["i7"]["ok"].ShouldBe("true");
        records["i0"].Fields.ContainsKey("first").ShouldBeFalse("its list is empty");
        records["i3"].Fields.ContainsKey("score").ShouldBeFalse("it is null");
    }

    [Fact]
    public async Task It_gives_what_the_same_rows_as_json_lines_give()
    {
        await Write(CompressionMethod.Zstd, 12);
        var lines = ParquetSamples.Rows(12).Select(r => System.Text.Json.JsonSerializer.Serialize(r));
        File.WriteAllLines(_folder.Combine("de.jsonl"), lines);

        IEnumerable<string> Read(string file) =>
            FilesRecipes
                .Files(_folder.Combine(file), "de", id: "id")
                .Read(new SourceRequest(Language.Parse("de"), Split.Train, Context))
                .Select(r => string.Join(';', r.Fields.OrderBy(f => f.Key, StringComparer.Ordinal)));

        Read("de.parquet").ShouldBe(Read("de.jsonl"));
    }

    [Fact]
    public async Task A_damaged_file_and_a_missing_column_are_told()
    {
        await Write(CompressionMethod.Zstd, 12);
        Should
            .Throw<InputException>(() => All(FilesRecipes.Files(Path, "de", "question=frage", id: "id")))
            .Message.ShouldContain("there is no text 'frage'");
        var bytes = File.ReadAllBytes(Path);
        File.WriteAllBytes(Path, bytes[..^30]);
        Should.Throw<InputException>(() => All(FilesRecipes.Files(Path, "de", id: "id"))).Message.ShouldContain("cannot be read");
        for (var i = 20; i < 200; i++)
            bytes[i] ^= 0x55;
        File.WriteAllBytes(Path, bytes);
        Should.Throw<InputException>(() => All(FilesRecipes.Files(Path, "de", id: "id"))).Message.ShouldContain("cannot be read");
    }

    [Fact]
    public async Task A_file_of_a_dataset_repository_is_fetched_and_read()
    {
        await Write(CompressionMethod.Zstd, 25);
        using var server = new HubModelServer();
        server.Files["data/de.parquet"] = File.ReadAllBytes(Path);
        var settings = new HubSettings(server.Address, server.Address, null, false);
        ISource Local(string path) => FilesRecipes.Files(path, "de", "question=q", id: "id");
        const string path = "data/de.parquet";
        var store = new HubStore("owner/set", server.Commit, settings);

        var source = new HubFilesSource(store, "owner/set", server.Commit, path, Local, Local(path).Info);

        All(source).ShouldBe(All(Local(Path)));
        All(source).ShouldBeGreaterThan(10);
        server.Requests.ShouldHaveSingleItem().Path.ShouldEndWith("/data/de.parquet");
    }

    private int All(ISource source) => source.Read(new SourceRequest(Language.Parse("de"), Split.Train, Context)).Count();

    private Task Write(CompressionMethod compression, int rows) => ParquetSamples.Write(Path, rows, compression);
}
