using System.Buffers.Binary;
using System.Text;
using static Clt.Plugins.Sources.Debian.DebianRecipes;

namespace Plugins.Tests.DebianSources;

/// <summary>Message catalogues in packages that dpkg-deb builds.</summary>
public sealed class InterfaceStringsTests : IDisposable
{
    private readonly TemporaryFolder _packages = new();
    private readonly TemporaryFolder _cache = new();

    private SourceContext Context => new(_cache.Path, _ => { });

    public void Dispose()
    {
        _packages.Dispose();
        _cache.Dispose();
    }

    [Fact]
    public void Keys_are_taken_out_and_what_is_not_translated_is_left_out()
    {
        Build(
            "th",
            ("dialog\u0004~File", "แฟ้ม(~F)"),
            ("dialog\u0004Open", "Open"),
            ("menu\u0004<b>Bold</b>", "<b>ตัวหนา</b>"),
            ("%1", "%1"),
            ("Many\0Manies", "หลาย\nบรรทัด\0x")
        );
        Build("ko", ("dialog\u0004~File", "파일(~F)"), ("dialog\u0004~Close", "~닫기"));
        var source = InterfaceStrings("th ko", _packages.Path);

        All(source, "th").Select(r => r["text"]).ShouldBe(["แฟ้ม", "หลาย บรรทัด"], ignoreOrder: true);
        All(source, "ko").Select(r => r["text"]).ShouldBe(["파일", "닫기"], ignoreOrder: true);
        All(source, "en").Select(r => r["text"]).ShouldBe(["File", "Open", "Close", "Many"], ignoreOrder: true);
        All(source, "en").Single(r => r["text"] == "File").ItemId.ShouldBe(All(source, "th").Single(r => r["text"] == "แฟ้ม").ItemId);
    }

    [Fact]
    public void Translations_share_a_split_and_passages_join_neighbours()
    {
        Build("th", [.. Enumerable.Range(0, 200).Select(i => ($"place {i:000}\u0004Word number {i}", $"คำที่ {i}"))]);
        var single = InterfaceStrings("th", _packages.Path);
        foreach (var split in Enum.GetValues<Split>())
            Ids(single, "en", split).ShouldBe(Ids(single, "th", split));
        var train = Ids(single, "th", Split.Train).Count;
        train.ShouldBeInRange(120, 180);

        var joined = InterfaceStrings("th", _packages.Path, passage: 100)
            .Read(new SourceRequest(Language.Parse("th"), Split.Train, Context))
            .Select(r => r["text"])
            .ToList();
        joined.ShouldAllBe(t => Encoding.UTF8.GetByteCount(t) <= 100);
        joined.Sum(t => t.Split('\n').Length).ShouldBe(train);
        joined.Count.ShouldBeLessThan(train / 3);
    }

    [Fact]
    public void Damaged_catalogues_and_folders_without_packages_are_said()
    {
        Should.Throw<InputException>(() => InterfaceStrings("en")).Message.ShouldContain("no language but English");
        Should.Throw<InputException>(() => All(InterfaceStrings("th", _packages.Path), "th")).Message.ShouldContain("there is no package");
        DebPackage.Build(
            _packages.Path,
            "libreoffice-l10n-th",
            [("usr/lib/libreoffice/program/resource/th/LC_MESSAGES/sw.mo", "no catalogue, but long enough to be one")]
        );
        Should
            .Throw<InputException>(() => All(InterfaceStrings("th", _packages.Path), "th"))
            .Message.ShouldContain("it is no message catalogue");
    }

    private List<string> Ids(ISource source, string tag, Split split) =>
        [.. source.Read(new SourceRequest(Language.Parse(tag), split, Context)).Select(r => r.ItemId)];

    private List<Record> All(ISource source, string tag) =>
        [.. Enum.GetValues<Split>().SelectMany(s => source.Read(new SourceRequest(Language.Parse(tag), s, Context)))];

    private void Build(string tag, params (string Id, string Text)[] messages) =>
        DebPackage.Build(
            _packages.Path,
            $"libreoffice-l10n-{tag}",
            [($"usr/lib/libreoffice/program/resource/{tag}/LC_MESSAGES/sw.mo", Catalogue(messages))]
        );

    /// <summary>A file <c>.mo</c>: a header, tables of lengths and places, and the texts, each with a zero behind it.</summary>
    private static byte[] Catalogue((string Id, string Text)[] messages)
    {
        (string Id, string Text)[] all =
        [
            ("", "Content-Type: text/plain; charset=UTF-8\n"),
            .. messages.OrderBy(m => m.Id, StringComparer.Ordinal),
        ];
        var (file, texts, start) = (new List<byte>(), new List<byte>(), 28 + 16 * all.Length);
        void Word(int value)
        {
            var word = new byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(word, (uint)value);
            file.AddRange(word);
        }

        void Entries(IEnumerable<string> values)
        {
            foreach (var bytes in values.Select(Encoding.UTF8.GetBytes))
            {
                Word(bytes.Length);
                Word(start + texts.Count);
                texts.AddRange([.. bytes, 0]);
            }
        }

        foreach (var word in new[] { unchecked((int)0x950412de), 0, all.Length, 28, 28 + 8 * all.Length, 0, 0 })
            Word(word);
        Entries(all.Select(m => m.Id));
        Entries(all.Select(m => m.Text));
        return [.. file, .. texts];
    }
}
