using Clt.Plugins.Sources.Catalogue;

namespace Plugins.Tests.Sources.Catalogue;

public sealed class CatalogueReaderTests : IDisposable
{
    private const string Sum = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly string Good = $$"""
        sets:
          - name: mine
            licence: CC0-1.0
            citation: "Me 2026, A set"
            home: https://example.org/mine
            address: https://example.org/files/
            languages: de ja
            layout: files
            pattern: "{language}.jsonl"
            fields: question=q
            files:
              - {path: de.jsonl, bytes: 12, sha256: {{Sum}}}
              - {path: ja.jsonl, sha256: {{Sum}}, address: "http://example.com/other.jsonl"}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("clt-catalogue-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_entry_is_read_whole()
    {
        var entry = Read(Good).ShouldHaveSingleItem();
        (entry.Name, entry.Card.Kind, entry.Card.Licence, entry.Card.Languages).ShouldBe(("mine", "data", "CC0-1.0", "de ja"));
        (entry.Card.Bytes, entry.Card.CanBeFetched, entry.Card.Confirmed).ShouldBe((12, true, false));
        var layout = entry.Layout;
        (layout.Name, layout.Pattern, layout.Fields, layout.Id).ShouldBe(("files", "{language}.jsonl", "question=q", null));
        entry.Files.Select(f => f.Address!.ToString()).ShouldBe(["https://example.org/files/de.jsonl", "http://example.com/other.jsonl"]);
    }

    [Theory]
    [InlineData("licence: CC0-1.0", "license: CC0-1.0", "unknown key 'license'|the key 'licence' is missing")]
    [InlineData("bytes: 12", "size: 12", "unknown key 'size'")]
    [InlineData("bytes: 12", "bytes: some", "'some' is no size in bytes")]
    [InlineData("languages: de ja", "languages: de qqq qqq", "there is no language 'qqq'")]
    [InlineData("path: de.jsonl", "path: ../de.jsonl", "'../de.jsonl' leads out of the set's folder")]
    [InlineData("address: https://example.org/files/", "address: files", "'files' is no address")]
    [InlineData(
        "layout: files",
        "layout: mgsm",
        "'pattern' belongs to the layout files, and this is mgsm|'fields' belongs to the layout files, and this is mgsm"
    )]
    [InlineData("name: mine", "name: My set", "'My set' is no name for a set")]
    [InlineData("    home: https://example.org/mine\n", "", "the key 'home' is missing")]
    [InlineData("licence: CC0-1.0", "licence: CC0-1.0\n    kind: text", "there is no kind 'text'")]
    [InlineData("licence: CC0-1.0", "licence: CC0-1.0\n    confirmed: maybe", "'maybe' is neither yes nor no")]
    public void What_is_wrong_is_told_by_name_and_line_and_all_at_once(string right, string wrong, string expected)
    {
        Good.ShouldContain(right);
        var problems = Should.Throw<InputException>(() => Read(Good.Replace(right, wrong))).Problems;
        problems.Select(p => p.What).Order().ShouldBe(expected.Split('|').Order());
        problems.ShouldAllBe(p => p.Where.StartsWith(Path.Combine(_folder, "catalogue.yaml") + "("));
    }

    [Fact]
    public void A_checksum_that_is_none_is_refused() =>
        Should.Throw<InputException>(() => Read(Good.Replace(Sum, "12ab"))).Message.ShouldContain("'12ab' is no SHA-256");

    [Fact]
    public void A_users_catalogue_adds_sets_and_cannot_change_the_hosts()
    {
        var places = new DataPlaces(_folder, _folder, _ => { });
        Read(Good);
        DataCatalogue.Entry("mine", places).Card.Citation.ShouldBe("Me 2026, A set");
        DataCatalogue.Entry("mgsm", places).Card.Licence.ShouldBe("CC-BY-4.0");
        Should.Throw<InputException>(() => DataCatalogue.Entry("mgmm", places)).Message.ShouldContain("Did you mean 'mgsm'");
        Should.Throw<InputException>(() => DataCatalogue.Entry("mine", places with { RecipeFolder = null }));
        File.WriteAllText(Path.Combine(_folder, "catalogue.yaml"), Good.Replace("name: mine", "name: mgsm"));
        Should
            .Throw<InputException>(() => DataCatalogue.Entry("mgsm", places))
            .Message.ShouldContain("CltHost has a set 'mgsm' of its own");
    }

    private IReadOnlyList<CatalogueEntry> Read(string text)
    {
        var path = Path.Combine(_folder, "catalogue.yaml");
        File.WriteAllText(path, text);
        return CatalogueReader.Read(path);
    }
}
