using static Clt.Plugins.Sources.Debian.DebianRecipes;

namespace Plugins.Tests.DebianSources;

/// <summary>Messages in two registers, in a package that dpkg-deb builds.</summary>
public sealed class FormalStringsTests : IDisposable
{
    private readonly TemporaryFolder _packages = new();
    private readonly TemporaryFolder _cache = new();

    public void Dispose()
    {
        _packages.Dispose();
        _cache.Dispose();
    }

    [Fact]
    public void Which_file_is_formal_depends_on_the_language_and_equal_messages_are_no_pairs()
    {
        Build(
            ("i18n/de.json", """{ "@metadata": { "authors": [] }, "save": "Speichere\n  deine Seite", "ok": "Ja", "alone": "Hallo du" }"""),
            ("i18n/de-formal.json", """{ "@metadata": { "authors": [] }, "save": "Speichern Sie Ihre Seite", "ok": "Ja" }"""),
            ("i18n/nl.json", """{ "save": "Sla uw pagina op" }"""),
            ("i18n/nl-informal.json", """{ "save": "Sla je pagina op" }"""),
            ("lib/i18n/de.json", """{ "save": "noch einmal", "cite": "Zitiere" }"""),
            ("lib/i18n/de-formal.json", """{ "save": "nochmals", "cite": "Zitieren Sie" }"""),
            ("lib/i18n/es-formal.json", """{ "save": "Guarde su página" }""")
        );
        var source = FormalStrings("de nl", _packages.Path);

        var german = All(source, "de").OrderBy(r => r.ItemId).ToList();
        german.Select(r => r.ItemId).ShouldBe(["cite", "save"]);
        (german[1]["text"], german[1]["informal"]).ShouldBe(("Speichern Sie Ihre Seite", "Speichere deine Seite"));
        var dutch = All(source, "nl").ShouldHaveSingleItem();
        (dutch["text"], dutch["informal"]).ShouldBe(("Sla uw pagina op", "Sla je pagina op"));
    }

    [Fact]
    public void A_language_with_one_register_and_files_that_are_no_messages_are_told()
    {
        Should.Throw<InputException>(() => FormalStrings(" ")).Message.ShouldContain("no language is named");
        Should.Throw<InputException>(() => All(FormalStrings("de", _packages.Path), "de")).Message.ShouldContain("there are 0 packages");
        Build(("i18n/fr.json", """{ "save": "Enregistrez" }"""), ("i18n/de.json", "[1]"), ("i18n/de-formal.json", """{ "save": "x" }"""));
        Should
            .Throw<InputException>(() => All(FormalStrings("fr", _packages.Path), "fr"))
            .Message.ShouldContain("(fr) has no messages in two");
        Should.Throw<InputException>(() => All(FormalStrings("de", _packages.Path), "de")).Message.ShouldContain("cannot be read");
    }

    private List<Record> All(ISource source, string tag) =>
        [.. Enum.GetValues<Split>().SelectMany(s => source.Read(tag, s, new SourceContext(_cache.Path, _ => { })))];

    private void Build(params (string Path, string Text)[] files) =>
        DebPackage.Build(_packages.Path, "mediawiki", [.. files.Select(f => ($"usr/share/mediawiki/{f.Path}", f.Text))]);
}
