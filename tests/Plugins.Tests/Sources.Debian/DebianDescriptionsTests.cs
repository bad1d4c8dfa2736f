using static Clt.Plugins.Sources.Debian.DebianRecipes;

namespace Plugins.Tests.DebianSources;

public sealed class DebianDescriptionsTests : IDisposable
{
    private static readonly string Lists = Path.Combine(RepositoryRoot.Folder, "tests", "Plugins.Tests", "Sources.Debian", "lists");

    private readonly string _cache = Directory.CreateTempSubdirectory("clt-debian-").FullName;
    private readonly List<string> _said = [];
    private readonly ISource _source = DebianDescriptions(Lists);

    private SourceContext Context => new(_cache, _said.Add);

    public void Dispose() => Directory.Delete(_cache, recursive: true);

    [Fact]
    public void Descriptions_are_read_as_paragraphs()
    {
        var english = All("en").Single(r => r["package"] == "birds-library");
        english["synopsis"].ShouldBe("a library to read birds");
        english["description"]
            .ShouldBe(
                "The birds suite keeps birds in plain files, so that every program can read them.\nThis package holds a library to "
                    + "read birds."
            );
        var japanese = All("ja").Single(r => r["package"] == "maps-viewer");
        japanese["synopsis"].ShouldBe("地図 の表示ツール");
        // A script without spaces joins its broken lines without one.
        japanese["description"].ShouldStartWith("地図を普通のファイルに保存するので、どのプログラムからも読めます。\n");
    }

    [Fact]
    public void What_is_not_translated_is_left_out()
    {
        var japanese = All("ja").ToDictionary(r => r["package"]);
        japanese.Count.ShouldBe(8 * 4 + 1);
        japanese.ShouldNotContainKey("stars-editor");
        japanese.ShouldNotContainKey("stars-converter");
        japanese.ShouldNotContainKey("gone");
        japanese.ShouldNotContainKey("maps-editor-copy");
        japanese["stars-viewer"]["description"].ShouldBe("星を表示します。");
    }

    [Fact]
    public void Translations_share_the_item_and_its_split()
    {
        var splits = new Dictionary<string, Split>();
        foreach (var split in TestContext.Splits)
        {
            foreach (var language in new[] { "en", "ja", "pt-BR" })
            {
                foreach (var record in _source.Read(language, split, Context))
                {
                    if (!splits.TryAdd(record.ItemId, split))
                        splits[record.ItemId].ShouldBe(split);
                    record.Language.Short.ShouldBe(language);
                }
            }
        }

        var names = All("en").ToDictionary(r => r.ItemId, r => r["package"]);
        foreach (var record in All("pt-BR"))
            names[record.ItemId].ShouldBe(record["package"]);
        // The packages of a suite share their first paragraph, so one is never trained on while another is tested.
        foreach (var suite in splits.GroupBy(s => names[s.Key].Split('-')[0]))
            suite.Select(s => s.Value).Distinct().Count().ShouldBe(1, suite.Key);
        splits.Values.Distinct().Count().ShouldBeGreaterThan(1);
    }

    [Fact]
    public void The_cache_is_made_once_and_named_by_content()
    {
        var fingerprint = _source.Fingerprint(Context);
        _said.ShouldContain("Japanese: 33 descriptions");
        _said.Clear();
        DebianDescriptions(Lists).Fingerprint(Context).ShouldBe(fingerprint);
        _said.ShouldBeEmpty();

        var moved = Path.Combine(_cache, "elsewhere");
        Directory.CreateDirectory(moved);
        foreach (var file in Directory.GetFiles(Lists))
            File.Copy(file, Path.Combine(moved, Path.GetFileName(file)));
        DebianDescriptions(moved).Fingerprint(Context).ShouldBe(fingerprint);
        File.AppendAllText(Directory.GetFiles(moved, "*-ja").Single(), "\nPackage: x\n");
        DebianDescriptions(moved).Fingerprint(Context).ShouldNotBe(fingerprint);
    }

    [Fact]
    public void A_language_that_is_not_offered_has_no_records()
    {
        All("sw").ShouldBeEmpty();
        // Brazilian Portuguese is another translation than Portuguese.
        All("pt").ShouldBeEmpty();
        _source.Info.Languages.Count.ShouldBeGreaterThan(30);
    }

    [Fact]
    public void Bad_folders_are_input_errors()
    {
        Should
            .Throw<InputException>(() => DebianDescriptions("/no/such/lists").Fingerprint(Context))
            .Message.ShouldContain("no such folder");
        Should
            .Throw<InputException>(() => DebianDescriptions(_cache).Fingerprint(Context))
            .Message.ShouldContain("no English descriptions");
        File.WriteAllText(Path.Combine(_cache, "a_Translation-en.xz"), "x");
        Should.Throw<InputException>(() => DebianDescriptions(_cache).Fingerprint(Context)).Message.ShouldContain("apt-helper cat-file");
    }

    [Fact]
    public void A_damaged_cache_is_an_input_error_naming_the_file()
    {
        _source.Fingerprint(Context);
        var file = Directory.GetFiles(_cache, "ja.jsonl.gz", SearchOption.AllDirectories).Single();
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^200]);
        Should.Throw<InputException>(() => All("ja")).Message.ShouldContain("ja.jsonl.gz");
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_an_input_error()
    {
        var file = Path.Combine(_cache, "file");
        File.WriteAllText(file, "");
        Should.Throw<InputException>(() => _source.Fingerprint(new SourceContext(file, _ => { }))).Message.ShouldContain("cache folder");
    }

    private List<Record> All(string language) => [.. TestContext.Splits.SelectMany(s => _source.Read(language, s, Context))];
}
