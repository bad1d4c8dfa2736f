using System.IO.Compression;
using System.Text;
using Clt.Plugins.Sources.Debian.Dictionaries;
using static Clt.Plugins.Sources.Debian.DebianRecipes;

namespace Plugins.Tests.DebianSources;

/// <summary>Dictionaries in packages that dpkg-deb builds.</summary>
public sealed class FreeDictTests : IDisposable
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private readonly TemporaryFolder _packages = new();
    private readonly TemporaryFolder _cache = new();

    private SourceContext Context => new(_cache.Path, _ => { });

    public void Dispose()
    {
        _packages.Dispose();
        _cache.Dispose();
    }

    [Theory]
    [InlineData("yet /jet/\n1. aún, todavia\n2. ya\n", "yet", "aún|todavia|ya")]
    [InlineData("alarm /x/\nAlarm <masc> [telco.]\n         Note: akustisch\n see: {alarms}\n", "alarm", "Alarm")]
    [InlineData("tomorrow /x/ <Adv>\n1. कल{आनेवाला}\n      \"I will play.\"\n", "tomorrow", "कल")]
    [InlineData("alarm //x// //y// <n>\n1. 警報\nsummons to arms\n2. 注意\n", "alarm", "警報|注意")]
    [InlineData("cancel <v>\n取り消す, キャンセル\ninvalidate, annul\n", "cancel", "取り消す|キャンセル")]
    [InlineData("week‐end /x/\nweek‐end\n", "week-end", "week-end")]
    [InlineData("cancel /x/ <VT>\n1. रद्द~करना\n", "cancel", "रद्द करना")]
    public void Entries_of_each_dictionarys_form_are_read(string text, string word, string translations)
    {
        var entry = FreeDictEntry.Read(text)!;
        entry.Word.ShouldBe(word);
        string.Join('|', entry.Translations).ShouldBe(translations);
    }

    [Theory]
    [InlineData("alone /x/\n")]
    [InlineData("only a note\n   Note: nothing else\n")]
    [InlineData("5 /x/\ncinq\n")]
    [InlineData("thing\n<n>\n")]
    public void What_has_no_word_or_translation_is_no_entry(string text) => FreeDictEntry.Read(text).ShouldBeNull();

    [Fact]
    public void A_package_is_a_source_of_words_whose_entries_are_joined()
    {
        Build(
            "eng-spa",
            "00databaseinfo",
            ("info", "FreeDict\nof Spanish\n"),
            ("alarm", "alarm /x/\n1. alarma\n"),
            ("alarm", "alarm\nsusto\n")
        );
        var source = FreeDict("eng-spa", _packages.Path);

        source.Info.Settings["from"].ShouldBe(Language.Parse("en").Code);
        source.Info.Languages.ShouldBe([Language.Parse("es")]);
        var record = source.Read("es", Split.Train, Context).ShouldHaveSingleItem();
        (record["word"], record["translations"]).ShouldBe(("alarm", "alarma\nsusto"));
        source.Read("es", Split.Test, Context).ShouldBeEmpty();
        source.Read("de", Split.Train, Context).ShouldBeEmpty();
        source.Fingerprint(Context).ShouldEndWith("-eng-spa-v1");
    }

    [Fact]
    public void A_pair_that_is_none_and_packages_without_entries_are_refused()
    {
        foreach (var pair in new[] { "en-de", "eng", "eng-qqq" })
            Should.Throw<InputException>(() => FreeDict(pair)).Message.ShouldContain($"'{pair}' is no pair of languages");
        Should
            .Throw<InputException>(() => FreeDict("eng-spa", _packages.Path).Fingerprint(Context))
            .Message.ShouldContain("there are 0 packages dict-freedict-eng-spa_");
        Build("eng-spa", "00databaseinfo", ("info", "nothing"));
        Should
            .Throw<InputException>(() => FreeDict("eng-spa", _packages.Path).Fingerprint(Context))
            .Message.ShouldContain("the dictionary eng-spa has no entry");
    }

    [Theory]
    [InlineData("alarm\tA\tZZZZ\n", "points behind its end")]
    [InlineData("alarm A B\n", "its index has the line")]
    [InlineData("alarm\tA\t!\n", "its index has the line")]
    public void A_damaged_index_is_named(string index, string said) =>
        Should
            .Throw<InputException>(() =>
                DictFile.Entries(Encoding.UTF8.GetBytes(index), Packed(Encoding.UTF8.GetBytes("alarm\nx\n")), "here")
            )
            .Message.ShouldContain(said);

    private void Build(string pair, string database, params (string Word, string Text)[] entries)
    {
        var (text, index) = (new List<byte>(), new StringBuilder());
        foreach (var (place, (word, entry)) in entries.Index())
        {
            var bytes = Encoding.UTF8.GetBytes(entry);
            index.Append($"{(place == 0 ? database : word)}\t{Number(text.Count)}\t{Number(bytes.Length)}\n");
            text.AddRange(bytes);
        }

        DebPackage.Build(
            _packages.Path,
            $"dict-freedict-{pair}",
            [
                ($"usr/share/dictd/freedict-{pair}.index", Encoding.UTF8.GetBytes(index.ToString())),
                ($"usr/share/dictd/freedict-{pair}.dict.dz", Packed([.. text])),
            ]
        );
    }

    private static string Number(int value) => (value < 64 ? "" : Number(value / 64)) + Digits[value % 64];

    private static byte[] Packed(byte[] text)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest))
            stream.Write(text);
        return packed.ToArray();
    }
}
