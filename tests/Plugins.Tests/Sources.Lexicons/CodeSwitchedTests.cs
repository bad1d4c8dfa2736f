using static Clt.Plugins.Sources.Lexicons.LexiconRecipes;

namespace Plugins.Tests.Sources.Lexicons;

public sealed class CodeSwitchedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MadeUpSource _texts = MadeUpSource.Of(
        ("en", [.. Enumerable.Range(0, 200).Select(i => $"Set an alarm, for {i}!")]),
        ("es", ["pon una alarm"])
    );

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_rate_of_one_switches_every_word_that_the_dictionary_has_and_nothing_else()
    {
        var switched = CodeSwitched(_texts, Spanish("set poner\nalarm alarma\nfor para\n"), rate: 1);

        switched.Read("en", Split.Train)[7]["text"].ShouldBe("Poner an alarma, para 7!");
        switched.Read("en", Split.Test)[7]["text"].ShouldBe("Set an alarm, for 7!");
        switched.Read("es", Split.Train)[0]["text"].ShouldBe("pon una alarm");
        switched.Read("en", Split.Train).Select(r => r.ItemId).ShouldBe(_texts.Read("en", Split.Train).Select(r => r.ItemId));
    }

    [Fact]
    public void The_rate_is_the_share_of_known_words_and_the_seed_decides_which()
    {
        var dictionary = Spanish("set poner\nalarm alarma\nfor para\n");
        var texts = Texts(0.3, 1);
        texts.Count(t => t.Contains("alarma", StringComparison.Ordinal)).ShouldBeInRange(35, 85);
        texts.ShouldBe(Texts(0.3, 1));
        texts.ShouldNotBe(Texts(0.3, 2));
        Texts(0, 1).ShouldBe(_texts.Read("en", Split.Train).Select(r => r["text"]));

        List<string> Texts(double rate, long seed) =>
            [.. CodeSwitched(_texts, dictionary, rate, seed: seed).Read("en", Split.Train).Select(r => r["text"])];
    }

    [Fact]
    public void Words_keep_their_tags_and_the_text_is_written_anew()
    {
        var fields = new Dictionary<string, string>
        {
            ["text"] = "Wake me up",
            ["words"] = "Wake\n me\n up",
            ["tags"] = "B-verb O I-verb",
            ["label"] = "alarm",
        };
        var source = new MadeUpSource("en", _ => [fields]);

        var record = CodeSwitched(source, Spanish("wake despierta\nup hacia arriba\n", "\t"), rate: 1).Read("en", Split.Train)[0];

        record["words"].ShouldBe("Despierta\n me\n hacia arriba");
        record["text"].ShouldBe("Despierta me hacia arriba");
        (record["tags"], record["label"]).ShouldBe((fields["tags"], fields["label"]));
    }

    [Fact]
    public void Languages_are_drawn_word_by_word_among_those_that_have_it()
    {
        var dictionary = Dictionary(Spanish("alarm alarma\n"), Dictionary(File("de", "alarm Wecker\nset stellen\n"), "en", "de"));
        var texts = CodeSwitched(_texts, dictionary, rate: 1).Read("en", Split.Train).Select(r => r["text"]).ToList();
        texts.Count(t => t.Contains("alarma", StringComparison.Ordinal)).ShouldBeInRange(70, 130);
        texts.Count(t => t.Contains("Wecker", StringComparison.Ordinal)).ShouldBeInRange(70, 130);
        texts.ShouldAllBe(t => t.StartsWith("Stellen", StringComparison.Ordinal));
        var german = CodeSwitched(_texts, dictionary, rate: 1, into: "de").Read("en", Split.Train);
        german.ShouldAllBe(r => r["text"].StartsWith("Stellen an Wecker", StringComparison.Ordinal));
    }

    [Fact]
    public void Translations_are_drawn_among_the_first_ones()
    {
        var dictionary = Spanish("alarm uno\nalarm dos\nalarm tres\nalarm cuatro\n");
        Drawn(1).ShouldBe(["uno"]);
        Drawn(3).ShouldBe(["dos", "tres", "uno"]);

        IEnumerable<string> Drawn(int most) =>
            CodeSwitched(_texts, dictionary, rate: 1, translations: most)
                .Read("en", Split.Train)
                .Select(r => r["text"].Split(' ')[2].TrimEnd(','))
                .Distinct()
                .Order(StringComparer.Ordinal);
    }

    [Fact]
    public void What_cannot_be_switched_is_refused_by_name_before_anything_is_trained()
    {
        var dictionary = Spanish("alarm alarma\n");
        Said(() => CodeSwitched(_texts, dictionary, into: "es th")).ShouldContain("there is no dictionary into Thai (th)");
        Said(() => CodeSwitched(_texts, dictionary, rate: 1.5)).ShouldContain("rate is 1.5");
        Said(() => CodeSwitched(_texts, dictionary, translations: 0)).ShouldContain("translations is 0");
        Said(() => CodeSwitched(_texts, _texts)).ShouldContain("the source 'made-up' is no dictionary");
        Said(() => CodeSwitched(_texts, Dictionary(File("x", "a b\n"), "de", "es"))).ShouldContain("the dictionary is from de");
        var nothing = CodeSwitched(_texts, Spanish("zebra cebra\n"));
        Said(() => nothing.Read("en", Split.Train)).ShouldContain("has none of the words of 'made-up'");
        var empty = CodeSwitched(_texts, Spanish(""));
        Said(() => empty.Fingerprint(TestContext.Context)).ShouldContain("the dictionary has no entry");
        Said(() => empty.Read("en", Split.Train)).ShouldContain("the dictionary has no entry in Spanish (es)");
    }

    private static string Said(Action action) => Should.Throw<InputException>(action).Message;

    private ISource Spanish(string lines, string between = " ") =>
        Dictionary(
            File("es", string.Join('\n', lines.Split('\n').Select(l => l.Split(' ', 2) is [var a, var b] ? a + between + b : l))),
            "en",
            "es"
        );

    private string File(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
