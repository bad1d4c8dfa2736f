using System.IO.Compression;
using System.Text;
using Apache.Arrow.Ipc;
using Clt.Plugins.Sources.Catalogue;
using Clt.Plugins.Sources.Corpora;
using Clt.Plugins.Sources.Files;
using Parquet;
using Plugins.Tests.Sources.Files;
using ZstdSharp;

namespace Clt.Fuzz.Tests.Kinds;

/// <summary>Data that people bring: rows, treebanks, and the catalogue that names public sets.</summary>
internal static class DataKinds
{
    private const string Rows = """
        {"id": "1", "question": "2 + 2?", "answers": [{"text": "4", "at": 0}], "lang": "en"}
        {"id": "2", "question": "日本 + é?", "answers": [{"text": "5"}], "lang": "ja"}
        {"id": "3", "question": "\"quoted\" \u00e9 \ud83d\ude00", "answers": [{"text": null}, {"text": 3.5e2}], "lang": "en"}
        """;

    private const string Lines = "question,answer\nWhat is two and two?,four\nWhat is two and three?,five\nWhat is six?,six\n";

    private const string Treebank = """
        # sent_id = s1
        # text = Dogs don't bark.
        1	Dogs	dog	NOUN	_	Number=Plur	4	nsubj	_	_
        2-3	don't	_	_	_	_	_	_	_	_
        2	do	do	AUX	_	_	4	aux	_	_
        3	n't	not	PART	_	_	4	advmod	_	_
        3.1	_	_	_	_	_	_	_	_	_
        4	bark	bark	VERB	_	VerbForm=Inf	0	root	_	SpaceAfter=No
        5	.	.	PUNCT	_	_	4	punct	_	_

        # sent_id = s2
        1	Yes	yes	INTJ	_	_	0	root	_	_

        """;

    private const string Sets = """
        sets:
          - name: small-set
            licence: CC-BY-4.0
            citation: Somebody 2020
            home: https://example.org/small
            address: https://example.org/small/
            languages: en de
            layout: files
            pattern: "{language}.jsonl"
            fields: question=q
            files:
              - { path: en.jsonl, sha256: 0000000000000000000000000000000000000000000000000000000000000000, bytes: 12 }
              - path: de.jsonl
                sha256: 1111111111111111111111111111111111111111111111111111111111111111
        """;

    public static FuzzKind JsonLines() =>
        FuzzKind.OfFile(
            "JSONL",
            "rows.jsonl",
            [Rows, "{\"id\": 1, \"question\": \"a\", \"answers\": [{\"text\": \"b\"}], \"lang\": \"en\"}"],
            Whole
        );

    public static FuzzKind Csv() =>
        FuzzKind.OfFile(
            "CSV",
            "rows.csv",
            ["id,question,answer,lang\n1,\"a, \"\"b\"\"\nc\",4,en\n2,日本,5,ja\n3,,x,en\n"],
            path => Read(path, "id", "lang")
        );

    public static FuzzKind Tsv() =>
        FuzzKind.OfFile(
            "TSV",
            "rows.tsv",
            ["id\tquestion\tlang\n1\ta \"b\" c\ten\n2\t日本\tja\n3\t\ten\n"],
            path => Read(path, "id", "lang")
        );

    public static FuzzKind Gzip() =>
        new(
            "gzip",
            [
                new Dictionary<string, byte[]> { ["rows.jsonl.gz"] = Zipped(Rows) },
                new Dictionary<string, byte[]> { ["rows.jsonl.gz"] = Zipped("") },
            ],
            _ => true,
            folder => Whole(Path.Combine(folder, "rows.jsonl.gz"))
        );

    public static FuzzKind Zstandard() =>
        new(
            "Zstandard",
            [new Dictionary<string, byte[]> { ["rows.csv.zst"] = new Compressor().Wrap(Encoding.UTF8.GetBytes(Lines)).ToArray() }],
            _ => true,
            folder => All(FilesRecipes.Files(Path.Combine(folder, "rows.csv.zst"), "en"), "en")
        )
        {
            Inputs = (100, 10_000),
        };

    public static FuzzKind JsonList() => FuzzKind.OfFile("JSON list", "rows.json", [$"[{Rows.Trim().ReplaceLineEndings(",\n")}]"], Whole);

    public static FuzzKind ArrowFile() => Arrow("Arrow file", isFile: true, CompressionCodecType.Zstd);

    public static FuzzKind ArrowStream() => Arrow("Arrow stream", isFile: false, null);

    public static FuzzKind Parquet() =>
        Columns(
            "Parquet",
            "rows.parquet",
            path => ParquetSamples.Write(path, 12, CompressionMethod.None).GetAwaiter().GetResult(),
            path => ParquetSamples.Write(path, 12, CompressionMethod.Zstd).GetAwaiter().GetResult()
        );

    public static FuzzKind Conllu() =>
        FuzzKind.OfFile(
            "CoNLL-U",
            "en_small-ud-test.conllu",
            [Treebank],
            path => All(LabelledRecipes.UniversalDependencies(Path.GetDirectoryName(path)!), "en")
        );

    public static FuzzKind Catalogue() =>
        FuzzKind.OfFile(
            "catalogue.yaml",
            "catalogue.yaml",
            [Sets],
            path => new DataCatalogue().Sets(new DataPlaces(Path.GetDirectoryName(path)!, Path.GetTempPath(), _ => { }, default))
        );

    private static FuzzKind Arrow(string name, bool isFile, CompressionCodecType? codec) =>
        Columns(name, "rows.arrow", path => ArrowSamples.Write(path, 12, isFile, codec));

    /// <summary>A kind that a library writes: a sample from each of the writers.</summary>
    private static FuzzKind Columns(string name, string file, params IEnumerable<Action<string>> writers) =>
        new(
            name,
            [.. writers.Select(w => new Dictionary<string, byte[]> { [file] = Written(w) })],
            _ => true,
            folder => All(FilesRecipes.Files(Path.Combine(folder, file), "en", "question=q", id: "id"), "en")
        );

    private static byte[] Written(Action<string> write)
    {
        var path = Path.GetTempFileName();
        write(path);
        var bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }

    private static void Whole(string path) =>
        All(FilesRecipes.Files(path, "en ja", "question=question, answer=answers.0.text?", id: "id", languageField: "lang"), "en ja");

    private static void Read(string path, string id, string language) =>
        All(FilesRecipes.Files(path, "en ja", "question=question", id: id, languageField: language), "en ja");

    private static void All(ISource source, string languages)
    {
        source.Fingerprint(Sums.Context);
        foreach (var language in languages.Split(' ').Select(Language.Parse))
        foreach (var split in Enum.GetValues<Split>())
        foreach (var record in source.Read(new SourceRequest(language, split, Sums.Context)))
            ArgumentException.ThrowIfNullOrEmpty(record.ItemId);
    }

    private static byte[] Zipped(string text)
    {
        using var stream = new MemoryStream();
        using (var zip = new GZipStream(stream, CompressionLevel.Fastest))
            zip.Write(Encoding.UTF8.GetBytes(text.Length == 0 ? Rows : text));
        return stream.ToArray();
    }
}
