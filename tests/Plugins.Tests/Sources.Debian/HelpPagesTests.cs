using static Clt.Plugins.Sources.Debian.DebianRecipes;

namespace Plugins.Tests.DebianSources;

public sealed class HelpPagesTests(HelpPagesTests.Packages packages) : IClassFixture<HelpPagesTests.Packages>
{
    private const string Languages = "en ja de";

    private readonly ISource _pages = HelpPages(Languages, packages.Folder.Path);
    private readonly ISource _howTos = HowTos(Languages, packages.Folder.Path);

    private SourceContext Context => new(packages.Cache.Path, packages.Said.Add);

    [Fact]
    public void A_page_is_its_own_text_and_nothing_else()
    {
        var page = All(_pages, "en").Single(r => r.ItemId == "libreoffice/birds/guide/kind7");
        page["title"].ShouldBe("Birds of kind 7");
        page["text"]
            .ShouldBe(
                "Birds of kind 7\nBirds sing in the morning of day 7. Press Ctrl+X & go.\nA | Birds of kind 7 in a cell\n"
                    + "To feed a bird:\n1. Open the cage.\n2. Choose seed 7."
            );
        All(_pages, "de")
            .Single(r => r.ItemId == "gnome/gnome-help/map-3")["text"]
            .ShouldBe("Karte 3 ansehen\nKarten zeigen Ort 3.\n1. Öffnen Sie die Karten.\n2. Suchen Sie 3.\nKarten zeigen Ort 3. Ctrl+M");
    }

    [Fact]
    public void Steps_stand_under_their_heading()
    {
        var bird = All(_howTos, "ja").Single(r => r.ItemId == "libreoffice/birds/guide/kind7#0");
        bird["prompt"].ShouldBe("餌のやり方");
        bird["completion"].ShouldBe("1. 鳥かごを開きます。\n2. 種 7 を選びます。");
        All(_howTos, "en").Single(r => r.ItemId == "gnome/gnome-help/map-3#0")["prompt"].ShouldBe("Look at map 3");
    }

    [Fact]
    public void What_is_not_translated_is_left_out()
    {
        var texts = All(_pages, "ja").ToDictionary(r => r.ItemId);
        texts.Count.ShouldBe(HelpFixture.Topics - 1);
        texts.ShouldNotContainKey("libreoffice/birds/guide/kind0");
        texts["libreoffice/birds/guide/kind1"]["text"].ShouldNotContain("Open the cage");
        var steps = All(_howTos, "ja").Select(r => r.ItemId).ToList();
        steps.Count.ShouldBe(HelpFixture.Topics - 3);
        foreach (var left in new[] { 0, 1, 2 })
            steps.ShouldNotContain($"libreoffice/birds/guide/kind{left}#0");
    }

    [Fact]
    public void A_page_of_which_only_headings_remain_is_left_out()
    {
        All(_pages, "en").Single(r => r.ItemId == "gnome/gnome-help/guide")["text"].ShouldBe("Guide\nMaps\nAll maps.");
        All(_pages, "de").ShouldAllBe(r => r.ItemId != "gnome/gnome-help/guide");
    }

    [Fact]
    public void No_page_is_in_two_splits_over_languages_or_kinds_of_record()
    {
        Dictionary<string, Split> splits = [];
        foreach (
            var (source, language, split) in from source in new[] { _pages, _howTos }
            from language in Languages.Split(' ')
            from split in TestContext.Splits
            select (source, language, split)
        )
        {
            foreach (var record in source.Read(language, split, Context))
            {
                var page = record.ItemId.Split('#')[0];
                if (!splits.TryAdd(page, split))
                    splits[page].ShouldBe(split, record.ItemId);
            }
        }

        splits.Count.ShouldBe(2 * HelpFixture.Topics + 1);
        splits.Values.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void Passages_are_the_page_in_parts()
    {
        const string page = "libreoffice/birds/guide/kind9";
        var whole = All(_pages, "ja").Single(r => r.ItemId == page)["text"];
        var parts = All(HelpPages(Languages, packages.Folder.Path, passage: 100), "ja").Where(r => r.ItemId.Split('~')[0] == page).ToList();
        parts.Count.ShouldBeGreaterThan(1);
        string.Join('\n', parts.Select(p => p["text"])).ShouldBe(whole);
        parts.ShouldAllBe(p => System.Text.Encoding.UTF8.GetByteCount(p["text"]) <= 100 || !p["text"].Contains('\n'));
        parts.Select(p => p.ItemId).ShouldBeUnique();
    }

    [Fact]
    public void Paragraphs_are_the_same_items_in_every_language_and_split_as_their_pages()
    {
        var paragraphs = HelpParagraphs(Languages, packages.Folder.Path);
        var english = All(paragraphs, "en").ToDictionary(r => r.ItemId, r => r["text"]);
        var japanese = All(paragraphs, "ja").ToDictionary(r => r.ItemId, r => r["text"]);
        japanese.Keys.Except(english.Keys).ShouldBeEmpty();
        const string page = "libreoffice/birds/guide/kind7";
        english[$"{page}:0"].ShouldBe("Birds sing in the morning of day 7. Press Ctrl+X & go.");
        japanese[$"{page}:0"].ShouldStartWith("7 日目の朝");
        // A step of two words, what a page before says too, and pages with other lines than in English.
        english.Keys.ShouldNotContain($"{page}:4");
        english.Values.Count(t => t == "Open the cage.").ShouldBe(1);
        japanese.Keys.ShouldAllBe(k => !k.StartsWith("libreoffice/birds/guide/kind1:") && !k.StartsWith("libreoffice/birds/guide/kind2:"));
        foreach (var split in TestContext.Splits)
        {
            var pages = _pages.Read("en", split, Context).Select(r => r.ItemId).ToHashSet();
            paragraphs.Read("en", split, Context).ShouldAllBe(r => pages.Contains(r.ItemId.Split(':')[0]));
        }

        All(HelpParagraphs(Languages, packages.Folder.Path, characters: 20), "ja").Count.ShouldBeLessThan(japanese.Count);
    }

    [Fact]
    public void What_is_long_in_english_is_left_out_in_every_language()
    {
        // The English steps of a bird take 35 characters where its number has one digit, else 36.
        var birds = HowTos(Languages, packages.Folder.Path, characters: 35);
        string[] Short(string language) =>
            [.. All(birds, language).Select(r => r.ItemId).Where(i => i.StartsWith("libreoffice", StringComparison.Ordinal))];
        Short("en").ShouldBe(Enumerable.Range(0, 10).Select(n => $"libreoffice/birds/guide/kind{n}#0"), ignoreOrder: true);
        Short("ja").ShouldBe(Enumerable.Range(3, 7).Select(n => $"libreoffice/birds/guide/kind{n}#0"), ignoreOrder: true);
    }

    [DataFact("debs")]
    public void Real_packages_have_pages_and_steps_in_their_languages()
    {
        var folder = Path.Combine(SharedFolder.Data, "debs");
        var (pages, steps) = (HelpPages("en de", folder), HowTos("en de", folder));
        All(pages, "en").Count.ShouldBeGreaterThan(300);
        foreach (var language in new[] { "en", "de" })
        {
            All(steps, language).Count.ShouldBeGreaterThan(100, language);
            All(pages, language).ShouldAllBe(r => r["text"].Length > 0 && !r["text"].Contains("class=\""));
        }

        All(steps, "de").Select(r => r.ItemId).Except(All(steps, "en").Select(r => r.ItemId)).ShouldBeEmpty();
    }

    [Fact]
    public void The_cache_is_made_once_and_named_by_content_and_languages()
    {
        var fingerprint = _pages.Fingerprint(Context);
        _howTos.Fingerprint(Context).ShouldBe(fingerprint);
        packages.Said.Count(s => s == "Japanese: 39 pages of help").ShouldBe(1);
        HelpPages("en ja", packages.Folder.Path).Fingerprint(Context).ShouldNotBe(fingerprint);
        var kept = Path.Combine(packages.Cache.Path, "help-pages", fingerprint, "contents.txt");
        File.ReadAllText(kept).ShouldContain("gnome-user-docs ");
    }

    [Fact]
    public void Bad_packages_are_input_errors()
    {
        using var folder = new TemporaryFolder();
        var source = HelpPages("en", folder.Path);
        Should
            .Throw<InputException>(() => source.Fingerprint(Context))
            .Message.ShouldContain("there is no package libreoffice-help-en-us_");
        folder.Write("gnome-user-docs_1_all.deb", "no package");
        Should.Throw<InputException>(() => source.Fingerprint(Context)).Message.ShouldContain("the package cannot be read");
        Should.Throw<InputException>(() => HelpPages("en", "/no/such").Fingerprint(Context)).Message.ShouldContain("no such folder");
    }

    private List<Record> All(ISource source, string language) => [.. TestContext.Splits.SelectMany(s => source.Read(language, s, Context))];

    /// <summary>The packages and their cache, made once.</summary>
    public sealed class Packages : IDisposable
    {
        public Packages() => HelpFixture.Build(Folder.Path);

        public TemporaryFolder Folder { get; } = new();

        public TemporaryFolder Cache { get; } = new();

        public List<string> Said { get; } = [];

        public void Dispose()
        {
            Folder.Dispose();
            Cache.Dispose();
        }
    }
}
