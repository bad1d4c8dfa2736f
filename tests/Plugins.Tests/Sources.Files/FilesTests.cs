using System.IO.Compression;
using System.Text;
using ZstdSharp;
using static Clt.Plugins.Sources.Files.FilesRecipes;

namespace Plugins.Tests.FileSources;

public sealed class FilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clt-files-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_empty_id_is_a_fault_of_its_line()
    {
        Write("a.tsv", "id\tq\n1\ta\n\tb\n");
        var source = Files(Path.Combine(_folder, "a.tsv"), "en", id: "id");
        var problem = Should.Throw<InputException>(() => source.Read("en", Split.Train)).Problems.ShouldHaveSingleItem();
        (problem.What, problem.Where[^2..]).ShouldBe(("'id' is empty, and is the item's id", ":3"));
    }

    [Fact]
    public void Every_format_gives_the_same_records()
    {
        Write("a.jsonl", """{"q": "a, \"b\"", "a": 1}""" + "\n\n" + """{"q": "日本", "a": true}""" + "\n");
        Write("a.csv", "q,a\n\"a, \"\"b\"\"\",1\n\n日本,true\n");
        Write("a.tsv", "q\ta\na, \"b\"\t1\n\n日本\ttrue\n");
        Write("a.json", "\n[\n" + """{"q": "a, \"b\"", "a": 1}, {"q": "日本", "a": true}]""");
        foreach (var ending in new[] { "jsonl", "json", "csv", "tsv" })
        {
            var bytes = File.ReadAllBytes(PathOf("a." + ending));
            using (var gzip = new GZipStream(File.Create(PathOf($"a.{ending}.gz")), CompressionLevel.Fastest))
                gzip.Write(bytes);
            using (var zstandard = new CompressionStream(File.Create(PathOf($"a.{ending}.zst")), leaveOpen: false))
                zstandard.Write(bytes);
            foreach (var name in new[] { "a." + ending, $"a.{ending}.gz", $"a.{ending}.zst" })
            {
                var records = All(Files(PathOf(name), "ja", "question=q, answer=a"), "ja");
                records.Select(r => (r["question"], r["answer"])).ShouldBe([("a, \"b\"", "1"), ("日本", "true")], ignoreOrder: true, name);
                string[] lines = ending switch
                {
                    "jsonl" => ["1", "3"],
                    "json" => ["1", "2"],
                    _ => ["2", "4"],
                };
                records.Select(r => r.ItemId).ShouldBe(lines, ignoreOrder: true, name);
            }
        }
    }

    [Fact]
    public void Nested_values_are_named_by_their_path()
    {
        Write("n.jsonl", """{"id": "x7", "answers": [{"text": "yes"}, {"text": "no"}], "none": null}""");
        var record = All(Files(PathOf("n.jsonl"), "en", "answer=answers.1.text", id: "id"), "en").ShouldHaveSingleItem();
        record.ItemId.ShouldBe("x7");
        record["answer"].ShouldBe("no");
        All(Files(PathOf("n.jsonl"), "en"), "en")[0].Fields.Keys.ShouldBe(["id", "answers.0.text", "answers.1.text"], ignoreOrder: true);
    }

    [Fact]
    public void Files_of_languages_are_aligned_by_line_and_splits_are_disjoint()
    {
        foreach (var language in new[] { "en", "pt-BR" })
            Write($"{language}.tsv", "text\n" + string.Concat(Enumerable.Range(0, 400).Select(i => $"{language} {i}\n")));
        var source = Files(PathOf("{language}.tsv"), "en pt-BR");
        source.Info.Languages.Select(l => l.Short).ShouldBe(["en", "pt-BR"]);
        var ids = TestContext.Splits.ToDictionary(s => s, s => source.Read("en", s).Select(r => r.ItemId).ToList());
        foreach (var split in TestContext.Splits)
            source.Read("pt-BR", split).Select(r => r.ItemId).ShouldBe(ids[split]);
        ids.Values.SelectMany(i => i).Count().ShouldBe(400);
        ids.Values.SelectMany(i => i).ShouldBeUnique();
        ids[Split.Train].Count.ShouldBeInRange(280, 360);
        ids[Split.Test].ShouldNotBeEmpty();
        source.Read("fr", Split.Train).ShouldBeEmpty();
    }

    [Fact]
    public void Files_of_splits_are_kept_apart_and_a_column_may_tell_the_language()
    {
        foreach (var split in new[] { "train", "validation", "test" })
            Write($"{split}.csv", $"lang,text\nen,{split} one\nja,{split} 二\n");
        var source = Files(PathOf("{split}.csv"), "en ja", "text", languageField: "lang");
        source.Read("ja", Split.Validation).ShouldHaveSingleItem()["text"].ShouldBe("validation 二");
        TestContext.Splits.Select(s => source.Read("en", s).Single().ItemId).ShouldBe(["train-2", "validation-2", "test-2"]);
        Should.Throw<InputException>(() => Files(PathOf("train.csv"), "en ja")).Message.ShouldContain("languageField");
    }

    [Fact]
    public void The_fingerprint_is_of_the_content_alone()
    {
        Write("a.jsonl", """{"text": "one"}""");
        Write("b.jsonl", """{"text": "one"}""");
        Write("c.jsonl", """{"text": "two"}""");
        File.SetLastWriteTimeUtc(PathOf("c.jsonl"), File.GetLastWriteTimeUtc(PathOf("a.jsonl")));
        Of("a.jsonl", "en").ShouldBe(Of("b.jsonl", "en"));
        Of("a.jsonl", "en").ShouldNotBe(Of("c.jsonl", "en"));
        Of("{language}.jsonl", "de fr", ("de", "one"), ("fr", "two"))
            .ShouldNotBe(Of("{language}.jsonl", "de fr", ("de", "two"), ("fr", "one")));
    }

    [Fact]
    public void All_broken_lines_are_told_with_their_places()
    {
        Write("bad.jsonl", "{\"text\": \"ok\"}\n{\"text\": \n[1]\n{\"txt\": \"x\"}\n");
        var problems = Should.Throw<InputException>(() => All(Files(PathOf("bad.jsonl"), "en", "text"), "en")).Problems;
        problems.Select(p => p.Where).ShouldBe([$"{PathOf("bad.jsonl")}:2", $"{PathOf("bad.jsonl")}:3", $"{PathOf("bad.jsonl")}:4"]);
        problems[0].What.ShouldContain("JSON is broken");
        problems[1].What.ShouldContain("array");
        problems[2].Mend.ShouldContain("'txt'");

        Write("many.jsonl", string.Concat(Enumerable.Range(0, 50).Select(i => $"{new string(' ', i)}{{\n")));
        problems = Should.Throw<InputException>(() => All(Files(PathOf("many.jsonl"), "en"), "en")).Problems;
        problems.Count.ShouldBe(21);
        problems[^1].What.ShouldBe("30 more lines are broken");

        Write("column.jsonl", string.Concat(Enumerable.Repeat("{\"txt\": \"x\"}\n", 50)));
        problems = Should.Throw<InputException>(() => All(Files(PathOf("column.jsonl"), "en", "text"), "en")).Problems;
        problems.ShouldHaveSingleItem().Where.ShouldBe($"{PathOf("column.jsonl")}:1 and 49 more lines", "one wrong column is one error");
    }

    [Theory]
    [InlineData("q,a\n1,2\n\"x\ny\",2\n1,2,3\n", 5, "more or fewer values")]
    [InlineData("q,a\n1\n", 2, "more or fewer values")]
    [InlineData("q,a\n\"x\"y,2\n", 2, "closing quote")]
    [InlineData("q,a\n1,\"2\n", 2, "never closed")]
    [InlineData("q,q\n1,2\n", 1, "comes 2 times")]
    [InlineData("", 1, "empty")]
    public void Broken_tables_are_told_by_line(string text, int line, string what)
    {
        Write("bad.csv", text);
        var problem = Should.Throw<InputException>(() => All(Files(PathOf("bad.csv"), "en"), "en")).Problems[0];
        problem.Where.ShouldBe($"{PathOf("bad.csv")}:{line}");
        problem.What.ShouldContain(what);
    }

    [Fact]
    public void Missing_and_damaged_files_are_input_errors()
    {
        Write("data.jsonl", """{"text": "x"}""");
        string Fault(string name) => Should.Throw<InputException>(() => All(Files(PathOf(name), "en"), "en")).Message;
        Fault("date.jsonl").ShouldContain("Did you mean 'data.jsonl'");
        Fault("no/data.jsonl").ShouldContain("folder does not exist");
        Fault("data.xlsx").ShouldContain("Name it .jsonl, .ndjson, .json, .csv, .tsv, each with .gz or .zst");
        Fault("gone.arrow").ShouldContain("there is no such file");
        Fault("data.parquet.zst").ShouldContain("kind is not known");
        Should
            .Throw<InputException>(() => Files(PathOf("{language}.csv"), "en fr").Fingerprint(TestContext.Context))
            .Problems.Count.ShouldBe(2);

        File.WriteAllBytes(PathOf("latin.csv"), [.. "text\nok\n"u8, 0xE9, 0x74, 0xE9, (byte)'\n']);
        Fault("latin.csv").ShouldContain("UTF-8");
        File.WriteAllText(PathOf("plain.jsonl.gz"), "{\"text\": \"not compressed\"}");
        Fault("plain.jsonl.gz").ShouldContain("gzip");
        File.WriteAllText(PathOf("plain.csv.zst"), "text,not\ncompressed,1\n");
        Fault("plain.csv.zst").ShouldContain("the Zstandard data are damaged");
        using (var zstandard = new CompressionStream(File.Create(PathOf("cut.tsv.zst")), leaveOpen: false))
            zstandard.Write(Encoding.UTF8.GetBytes("text\n" + string.Concat(Enumerable.Range(0, 9_000).Select(i => $"{i * 7919L}\n"))));
        File.WriteAllBytes(PathOf("cut.tsv.zst"), File.ReadAllBytes(PathOf("cut.tsv.zst"))[..^9]);
        Fault("cut.tsv.zst").ShouldContain("the Zstandard data are damaged");
        Should.Throw<InputException>(() => Files(PathOf("data.jsonl"), "")).Message.ShouldContain("no language");
        Should.Throw<InputException>(() => Files(PathOf("data.jsonl"), "en", "a=,")).Message.ShouldContain("field=column");
        Should.Throw<InputException>(() => Files(PathOf("data.jsonl"), "en", " ")).Message.ShouldContain("no field");
    }

    [Theory]
    [InlineData("""[{"text": "a"}, {"text": "b]""", "the JSON is broken at line 1")]
    [InlineData("""[{"text": "a"}, 3]""", "a JSON number stands in the list")]
    [InlineData("""[{"text": "\ud83d"}]""", "half of a surrogate pair")]
    [InlineData("[]", "the file is empty")]
    public void Broken_lists_of_json_are_told(string text, string what)
    {
        Write("a.json", text);
        Should.Throw<InputException>(() => All(Files(PathOf("a.json"), "en"), "en")).Message.ShouldContain(what);
    }

    [Fact]
    public void A_json_file_may_hold_an_object_a_line()
    {
        Write("a.json", "{\"text\": \"a\"}\n{\"text\": \"b\"}\n");
        All(Files(PathOf("a.json"), "en"), "en").Select(r => r["text"]).Order().ShouldBe(["a", "b"]);
    }

    private string Of(string name, string languages, params (string Language, string Text)[] files)
    {
        foreach (var (language, text) in files)
            Write(name.Replace("{language}", language), $$"""{"text": "{{text}}"}""");
        return Files(PathOf(name), languages).Fingerprint(TestContext.Context);
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    private void Write(string name, string text) => File.WriteAllText(PathOf(name), text, new UTF8Encoding(false));

    private static List<Record> All(ISource source, string language) => [.. TestContext.Splits.SelectMany(s => source.Read(language, s))];
}
