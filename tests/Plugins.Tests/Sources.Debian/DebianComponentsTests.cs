using System.IO.Compression;
using static Clt.Plugins.Sources.Debian.DebianRecipes;

namespace Plugins.Tests.DebianSources;

public sealed class DebianComponentsTests : IDisposable
{
    private const string Head = "---\nFile: DEP-11\nVersion: '0.16'\n";

    private readonly TemporaryFolder _lists = new();
    private readonly TemporaryFolder _cache = new();

    private SourceContext Context => new(_cache.Path, _ => { });

    public void Dispose()
    {
        _lists.Dispose();
        _cache.Dispose();
    }

    [Fact]
    public void Texts_are_plain_and_what_is_not_translated_is_left_out()
    {
        _lists.Write(
            "x_dep11_Components-amd64.yml",
            Head
                + """
                ---
                Type: desktop-application
                ID: birds
                Keywords:
                  C:
                  - bird
                Summary:
                  C: 'Watch birds: all of them'
                  ja: 鳥を見る
                  de: 'Watch birds: all of them'
                  sr@latin: Ptice
                  en_GB: Watch British birds
                Description:
                  C: "<p>\n  Birds are\n  shown &amp; <em>named</em>.\n</p>\n<ul>\n  <li>Old</li>\n  <li>New</li>\n</ul>"
                  ja: "<p>鳥を\n示します。</p><ul><li>Old</li></ul>"
                  de: "<p>Vögel</p>"
                  sr@latin: "<p>Ptice</p>"
                  en_GB: "<p>Birds</p>"
                ---
                Type: font
                ID: letters
                Summary:
                  C: Letters
                """
        );
        var source = DebianComponents(_lists.Path);
        var english = All(source, "en").ShouldHaveSingleItem();
        (english.ItemId, english["summary"]).ShouldBe(("birds", "Watch birds: all of them"));
        english["text"].ShouldBe("Birds are shown & named.\nOld\nNew");
        All(source, "ja").ShouldHaveSingleItem()["text"].ShouldBe("鳥を示します。");
        foreach (var tag in new[] { "de", "sr", "en-GB" })
            All(source, tag).ShouldBeEmpty(tag);
    }

    [Fact]
    public void Translations_share_a_split_and_so_do_components_with_the_same_beginning()
    {
        _lists.Write(
            "x_dep11_Components-amd64.yml",
            Head
                + string.Concat(
                    Enumerable
                        .Range(0, 60)
                        .SelectMany(i =>
                            new[] { "a", "b" }.Select(part =>
                                $"---\nID: kit{i}.{part}\nSummary:\n  C: kit {i} {part}\n  pt_BR: jogo {i} {part}\nDescription:\n  C: "
                                + $"<p>The kit {i}.</p><p>Part {part}.</p>\n"
                                + $"  pt_BR: <p>O jogo {i}.</p>\n"
                            )
                        )
                )
        );
        var source = DebianComponents(_lists.Path);
        var splits = TestContext
            .Splits.SelectMany(s => new[] { "en", "pt-BR" }.SelectMany(l => source.Read(l, s, Context)).Select(r => (r.ItemId, Split: s)))
            .ToList();
        splits.Count.ShouldBe(240);
        foreach (var kit in splits.GroupBy(s => s.ItemId.Split('.')[0]))
            kit.Select(s => s.Split).Distinct().Count().ShouldBe(1, kit.Key);
        splits.Select(s => s.Split).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void Compressed_lists_are_the_same_data_and_damaged_ones_an_error()
    {
        const string text = Head + "---\nID: a\nSummary:\n  C: b\nDescription:\n  C: <p>c</p>\n";
        _lists.Write("Components-amd64.yml", text);
        var fingerprint = DebianComponents(_lists.Path).Fingerprint(Context);
        using var packed = new TemporaryFolder();
        using (var gzip = new GZipStream(File.Create(Path.Combine(packed.Path, "y_Components-arm64.yml.gz")), CompressionLevel.Fastest))
            gzip.Write(System.Text.Encoding.UTF8.GetBytes(text));
        DebianComponents(packed.Path).Fingerprint(Context).ShouldBe(fingerprint);

        _lists.Write("Components-amd64.yml", text + "---\nID: [\n");
        Should.Throw<InputException>(() => DebianComponents(_lists.Path).Fingerprint(Context)).Message.ShouldContain("is damaged");
        Directory.GetDirectories(_cache.Path, "*.tmp", SearchOption.AllDirectories).ShouldBeEmpty();
        using var empty = new TemporaryFolder();
        Should
            .Throw<InputException>(() => DebianComponents(empty.Path).Fingerprint(Context))
            .Message.ShouldContain("there are no texts of programs");
    }

    private List<Record> All(ISource source, string language) => [.. TestContext.Splits.SelectMany(s => source.Read(language, s, Context))];
}
