using static Clt.Plugins.Sources.Lexicons.LexiconRecipes;

namespace Plugins.Tests.Sources.Lexicons;

public sealed class DictionaryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_files_lines_are_words_with_their_translations()
    {
        var dictionary = Dictionary(File("en-es.txt", "alarm alarma\nalarm susto\nalarm alarma\n\nto do\thacer\n"), "en", "es");

        var entries = dictionary.Read("es", Split.Train).ToDictionary(r => r["word"], r => r["translations"]);

        entries.ShouldBe(new Dictionary<string, string> { ["alarm"] = "alarma\nsusto", ["to do"] = "hacer" });
        dictionary.Read("es", Split.Test).ShouldBeEmpty();
        dictionary.Fingerprint(TestContext.Context).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("", "the dictionary has no entry")]
    [InlineData("alarm\n", "the line is not a word and its translation")]
    [InlineData("a b c\n", "the line is not a word and its translation")]
    [InlineData("a\t \n", "the line is not a word and its translation")]
    public void A_file_without_entries_and_a_broken_line_are_named(string text, string said)
    {
        var dictionary = Dictionary(File("en-es.txt", text), "en", "es");
        var problem = Should.Throw<InputException>(() => dictionary.Fingerprint(TestContext.Context)).Problems.ShouldHaveSingleItem();
        problem.What.ShouldBe(said);
        problem.Where.ShouldContain("en-es.txt");
        Should
            .Throw<InputException>(() => Dictionary("no-such", "en", "es").Fingerprint(TestContext.Context))
            .Message.ShouldContain("no-such");
    }

    [Fact]
    public void Parts_are_joined_and_the_first_part_comes_first()
    {
        var (one, two) = (File("1", "a x\nb y\n"), File("2", "a z\na x\n"));
        var joined = Dictionary(Dictionary(one, "en", "es"), Dictionary(two, "en", "es"), Dictionary(two, "en", "th"));

        joined.Info.Languages.Select(l => l.Short).ShouldBe(["es", "th"]);
        joined.Read("es", Split.Train).Select(r => $"{r["word"]}={r["translations"]}").ShouldBe(["a=x\nz", "b=y"]);
        joined.Read("th", Split.Train).Select(r => $"{r["word"]}={r["translations"]}").ShouldBe(["a=z\nx"]);
        joined.Fingerprint(TestContext.Context).ShouldNotBe(Dictionary(Dictionary(one, "en", "es")).Fingerprint(TestContext.Context));
    }

    [Fact]
    public void Items_of_an_aligned_source_are_entries_by_frequency()
    {
        var source = MadeUpSource.Of(
            ("en", ["File", "file", "Open", "Save as", "Close…", "file"]),
            ("th", ["แฟ้ม", "ไฟล์", "เปิด", "บันทึกเป็น", "ปิด", "ไฟล์"])
        );
        var entries = Dictionary(source, from: "en").Read("th", Split.Train).Select(r => $"{r["word"]}={r["translations"]}");
        entries.ShouldBe(["File=ไฟล์\nแฟ้ม", "Open=เปิด", "Close=ปิด"]);
        Dictionary(source, from: "en", words: 2).Read("th", Split.Train).Select(r => r["word"]).ShouldContain("Save as");
        Should.Throw<InputException>(() => Dictionary(source, from: "de")).Message.ShouldContain("the source 'made-up' has no de");
    }

    [Fact]
    public void What_is_no_dictionary_or_from_two_languages_is_refused()
    {
        var file = File("1", "a x\n");
        Should.Throw<InputException>(() => Dictionary()).Message.ShouldContain("no dictionary is named");
        var source = MadeUpSource.Of(("en", ["a"]));
        Should.Throw<InputException>(() => Dictionary(source)).Message.ShouldContain("the source 'made-up' is no dictionary");
        Should
            .Throw<InputException>(() => Dictionary(Dictionary(file, "en", "es"), Dictionary(file, "de", "es")))
            .Message.ShouldContain("the dictionaries are from en and de");
        var empty = Dictionary(MadeUpSource.Of(("en", ["a"]), ("th", [])), from: "en");
        Should
            .Throw<InputException>(() => Dictionary(empty).Fingerprint(TestContext.Context))
            .Message.ShouldContain("the dictionary has no entry in Thai (th)");
    }

    private string File(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
