using Clt.Plugins.Sources.Corpora;
using static Clt.Plugins.Sources.Files.FilesRecipes;

namespace Plugins.Tests.Field;

/// <summary>Files of records as other tools write them: faults are told with file and line, whatever column they stand in.</summary>
public sealed class JsonLinesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"q": "half \ud83d", "a": "x"}""", "surrogate")]
    [InlineData("""{"q": "कौन?", "a": "x", "unused": ["\udc00"]}""", "surrogate")]
    [InlineData("""{"q": "x", "a": "x", "\ud83d": 1}""", "surrogate")]
    [InlineData("""{"q": "x", "a": NaN}""", "NaN at character 17")]
    [InlineData("""{"q": "你好", "a": "x", "unused": NaN}""", "NaN at character 33")]
    [InlineData("""{"q": "x", "a": "x", "unused": Infinity}""", "Infinity at character 32")]
    [InlineData("""{"q": "x", "a": "x", "unused": [1, -Infinity]}""", "Infinity at character")]
    [InlineData("""{"q": "x", "a": "x" """, "broken at character")]
    public void A_line_that_is_no_text_is_told_with_its_place(string line, string what)
    {
        var path = _folder.Write("f.jsonl", """{"q": "ok", "a": "ok"}""" + "\n" + line + "\n");

        var fault = Should
            .Throw<InputException>(() => Files(path, "zh", "question=q, answer=a").Read("zh", Split.Train))
            .Problems.ShouldHaveSingleItem();

        fault.What.ShouldContain(what);
        fault.Where.ShouldBe($"{path}:2");
    }

    [Theory]
    [InlineData("e.jsonl", "")]
    [InlineData("e.jsonl", "\n \n\n")]
    [InlineData("e.csv", "q,a\n")]
    [InlineData("e.tsv", "")]
    public void An_empty_file_says_so(string name, string content)
    {
        var path = _folder.Write(name, content);
        Should
            .Throw<InputException>(() => Files(path, "hi").Read("hi", Split.Train))
            .Problems.ShouldHaveSingleItem()
            .What.ShouldStartWith("the file is empty");
    }

    [Theory]
    [InlineData("f.jsonl", "{\"id\": \"७\", \"t\": \"a\"}\n{\"id\": \"8\", \"t\": \"b\"}\n{\"id\": \"७\", \"t\": \"c\"}\n", "७", 1, 3)]
    [InlineData("f.csv", "id,t\nx,a\nx,b\n", "x", 2, 3)]
    [InlineData("f.tsv", "id\tt\nx\ta\ny\tb\ny\tc\n", "y", 3, 4)]
    public void An_id_that_comes_twice_is_told_with_both_lines(string name, string content, string id, int first, int second)
    {
        var path = _folder.Write(name, content);

        var fault = Should
            .Throw<InputException>(() => Files(path, "hi", "text=t", id: "id").Read("hi", Split.Train))
            .Problems.ShouldHaveSingleItem();

        fault.What.ShouldBe($"the id '{id}' is that of line {first} too");
        fault.Where.ShouldBe($"{path}:{second}");
    }

    [Fact]
    public void Translations_have_the_id_in_common()
    {
        var path = _folder.Write("f.csv", "id,lang,t\n1,en,a\n1,ja,い\n1,jpn,ろ\n");
        Should
            .Throw<InputException>(() => Files(path, "en ja", "text=t", id: "id", languageField: "lang").Read("en", Split.Train))
            .Problems.ShouldHaveSingleItem()
            .Where.ShouldBe($"{path}:4");
        var rows = TestContext
            .Splits.SelectMany(s => Files(path, "en ja", "text=t", "id", "lang", repeatedIds: true).Read("ja", s))
            .ToList();
        rows.Select(r => r["text"]).ShouldBe(["い", "ろ"]);
    }

    [Fact]
    public void A_row_may_lack_what_is_marked_as_optional()
    {
        var path = _folder.Write("f.jsonl", """{"t": "a", "h": "b"}""" + "\n" + """{"t": "こ"}""" + "\n");
        var rows = TestContext.Splits.SelectMany(s => Files(path, "ja", "text=t, title=h?").Read("ja", s)).OrderBy(r => r.ItemId).ToList();
        rows.Select(r => r.Fields.GetValueOrDefault("title")).ShouldBe(["b", null]);
    }

    [Fact]
    public void Conversations_without_turns_are_left_out_and_counted()
    {
        var path = _folder.Write(
            "f.jsonl",
            string.Join(
                '\n',
                """{"id": "1", "conversations": []}""",
                """{"id": "2"}""",
                """{"id": "3", "conversations": [{"from": "human", "value": "なぜ?"}]}""",
                """{"id": "4", "conversations": [{"from": "human", "value": "なぜ?"}, {"from": "gpt", "value": "だから"}]}""",
                """{"id": "5", "conversations": [{"from": "system", "value": "s"}, {"from": "human", "value": "q"}]}"""
            )
        );
        var (source, said) = (CorporaRecipes.ShareGpt(path, "ja"), new List<string>());
        var context = new SourceContext(_folder.Path, said.Add);
        List<Record> Read() => [.. TestContext.Splits.SelectMany(s => source.Read(new SourceRequest(Language.Parse("ja"), s, context)))];

        Read().ShouldHaveSingleItem()["completion"].ShouldBe("だから");

        said.Sum(s => int.Parse(s.Split(": ")[1].Split(' ')[0])).ShouldBe(4);
        Read().Count.ShouldBe(1);
        said.ShouldBeUnique();
    }
}
