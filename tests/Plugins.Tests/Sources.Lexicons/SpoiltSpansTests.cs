using System.Text.RegularExpressions;
using static Clt.Plugins.Sources.Lexicons.LexiconRecipes;

namespace Plugins.Tests.Sources.Lexicons;

/// <summary>Texts of a bitext whose spans are translated or hidden, to be restored.</summary>
public sealed class SpoiltSpansTests : IDisposable
{
    private const int Count = 300;

    private readonly TemporaryFolder _folder = new();
    private readonly MadeUpSource _texts = MadeUpSource.Of(
        ("en", [.. Enumerable.Range(0, Count).Select(i => $"Set the alarm, then set the light - for {i}, if you can!")]),
        ("es", [.. Enumerable.Range(0, Count - 10).Select(i => $"Pon la alarma y la luz para {i}, si puedes")])
    );

    private ISource[] Both => [File("en", "es", "set poner\nalarm alarma\nlight luz\n"), File("es", "en", "pon set\nluz light\n")];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Words_of_spans_are_translated_and_what_has_no_entry_stays_in_its_place()
    {
        var spoilt = SpoiltSpans(_texts, "en es", Both, share: 1, length: 100);

        var record = spoilt.Read("en", Split.Train)[7];

        record["text"].ShouldBe("Set the alarm, then set the light - for 7, if you can!");
        record["spoilt"].ShouldBe("Poner the alarma, then poner the luz - for 7, if you can!");
        spoilt.Read("es", Split.Train)[3]["spoilt"].ShouldBe("Set la alarma y la light para 3, si puedes");
        spoilt.Read("en", Split.Train).Count.ShouldBe(Count - 10, "items that both have");
    }

    [Fact]
    public void So_many_words_fall_into_spans_and_spans_of_none_put_masks_in()
    {
        var all = string.Join('\n', "set the alarm then light for if you can".Split(' ').Select(w => $"{w} x{w}"));
        var by = new[] { File("en", "es", all), Both[1] };
        List<Record> records = [.. SpoiltSpans(_texts, "en es", by).Read("en", Split.Train)];

        foreach (var record in records)
        {
            // Of 12 words, numbers among them, a share of 35 % is 5: those with an entry are translated, the others stay.
            var words = Regex.Matches(record["spoilt"].Replace("<mask>", ""), @"\w+").Select(m => m.Value).ToList();
            words.Count.ShouldBe(12);
            words.Count(w => w.StartsWith('x') || w.StartsWith('X')).ShouldBeInRange(4, 5);
        }

        var masks = records.Sum(r => Regex.Count(r["spoilt"], "<mask>"));
        masks.ShouldBeInRange(3, 60, "e^-3.5 of about 500 spans");
        records.Select(r => r["spoilt"]).ShouldBe(SpoiltSpans(_texts, "en es", by).Read("en", Split.Train).Select(r => r["spoilt"]));
        records
            .Select(r => r["spoilt"])
            .ShouldNotBe(SpoiltSpans(_texts, "en es", by, seed: 2).Read("en", Split.Train).Select(r => r["spoilt"]));
    }

    [Fact]
    public void Without_dictionaries_a_span_is_one_mask()
    {
        var whole = SpoiltSpans(_texts, "en es", share: 1, length: 100).Read("en", Split.Train);
        whole.ShouldAllBe(r => r["spoilt"] == "<mask>!");
        foreach (var record in SpoiltSpans(_texts, "en es", mask: "[M]").Read("es", Split.Train))
        {
            var kept = Regex.Matches(record["spoilt"].Replace("[M]", ""), @"\w+").Select(m => m.Value).ToList();
            kept.Count.ShouldBe(10 - 4, "35 % of ten words");
            kept.ShouldAllBe(w => record["text"].Contains(w));
            record["spoilt"].ShouldContain("[M]");
        }
    }

    [Fact]
    public void Sides_alternate_by_item()
    {
        var spoilt = SpoiltSpans(_texts, "es→en", Both, alternate: true);
        var (first, second) = (spoilt.Read("es", Split.Train), spoilt.Read("en", Split.Train));
        first.Select(r => r.ItemId).ShouldBe(Enumerable.Range(0, (Count - 10) / 2).Select(i => $"Train-{2 * i}"));
        second.Select(r => r.ItemId).ShouldBe(Enumerable.Range(0, (Count - 10) / 2).Select(i => $"Train-{2 * i + 1}"));
        first.ShouldAllBe(r => r.Language == Language.Parse("es"));
    }

    [Fact]
    public void What_cannot_be_spoilt_is_refused_by_name_before_anything_is_trained()
    {
        Said(() => SpoiltSpans(_texts, "en th")).ShouldContain("the source 'made-up' has no Thai (th)");
        Said(() => SpoiltSpans(_texts, "en")).ShouldContain("'en' names 1 languages");
        Said(() => SpoiltSpans(_texts, "en qq")).ShouldContain("qq");
        Said(() => SpoiltSpans(_texts, "en es", [Both[0]])).ShouldContain("there is no dictionary from Spanish (es) into English (en)");
        Said(() => SpoiltSpans(_texts, "en es", [_texts, .. Both])).ShouldContain("the source 'made-up' is no dictionary");
        var wrong = Should.Throw<InputException>(() => SpoiltSpans(_texts, "en es", share: 0, length: 0, translations: 0, mask: " "));
        wrong.Problems.Count.ShouldBe(4);
        var nothing = SpoiltSpans(_texts, "en es", [File("en", "es", "zebra cebra\n"), Both[1]]);
        Said(() => nothing.Read("en", Split.Train)).ShouldContain("has none of the words of 'made-up'");
        var empty = SpoiltSpans(_texts, "en es", [File("en", "es", ""), Both[1]]);
        Said(() => empty.Fingerprint(TestContext.Context)).ShouldContain("the dictionary has no entry");
    }

    private static string Said(Action action) => Should.Throw<InputException>(action).Message;

    private ISource File(string from, string to, string text)
    {
        var path = Path.Combine(_folder.Path, $"{from}-{to}-{text.Length}");
        System.IO.File.WriteAllText(path, text);
        return Dictionary(path, from, to);
    }
}
