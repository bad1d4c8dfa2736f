using Clt.Plugins.Sources.Catalogue;
using Clt.Plugins.Sources.Corpora;

namespace Plugins.Tests.Sources.Catalogue;

/// <summary>The catalogue that ships with the host.</summary>
public class OwnCatalogueTests
{
    private static DataPlaces Places => new(null, Path.Combine(Path.GetTempPath(), "clt-no-cache"), _ => { });

    public static TheoryData<string> Names => [.. DataCatalogue.Entries(Places).Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_set_says_whose_it_is_and_where_from(string name)
    {
        var entry = DataCatalogue.Entry(name, Places);
        entry.Card.Title.ShouldNotBeEmpty();
        entry.Card.Citation.ShouldMatch("[12][0-9]{3}");
        entry.Card.Home.ShouldStartWith("https://");
        entry.Files.ShouldAllBe(f => f.Address == null || f.Address.Scheme == "https");
        // An address without commit would give other files one day.
        foreach (var file in entry.Files.Where(f => f.Address is not null))
            file.Address!.AbsolutePath.ShouldMatch("/[0-9a-f]{40}/");
        // What cannot be fetched, or was not compared, says what to know.
        if (!entry.Card.CanBeFetched)
            entry.Card.Note.ShouldNotBeEmpty();
        entry.Card.Word.ShouldMatch(@"^[A-Z][A-Za-z0-9]*\(\)$");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_set_of_data_has_a_reader_that_knows_its_languages_before_it_is_there(string name)
    {
        var entry = DataCatalogue.Entry(name, Places);
        if (entry.Card.Kind == "model" || entry.Card.Languages.Length == 0)
            return;
        var source = CorporaRecipes.FromCatalogue(name);
        var languages = entry.Card.Languages.Split(' ').Select(l => Language.Parse(l).Code);
        source.Info.Languages.Select(l => l.Code).Order().ShouldBe(languages.Order());
    }

    [DataTheory]
    [MemberData(nameof(Names))]
    public void The_checksums_are_those_of_the_copy_at_hand(string name)
    {
        var entry = DataCatalogue.Entry(name, Places);
        var store = new SetStore(entry, Places, ("CLT_DATA", SharedFolder.Data));
        store.Find().ShouldNotBeNull();
        // Known to be there in another form, as their notes say.
        string[] other = name switch
        {
            "mgsm" => ["exemplars.py"],
            "minilm" => ["config.json", "model.safetensors"],
            _ => [],
        };
        store.Differences().ShouldBe(other);
    }
}
