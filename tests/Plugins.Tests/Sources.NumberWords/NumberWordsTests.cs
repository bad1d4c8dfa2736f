using static Clt.Plugins.Sources.NumberWords.NumberWordRecipes;

namespace Plugins.Tests.NumberWordSources;

public class NumberWordsTests
{
    private static readonly ISource Source = NumberWords(below: 50, operations: "+-");

    [Fact]
    public void Records_hold_the_sum_in_words_and_digits()
    {
        var record = All("en").Single(r => r.ItemId == "add-23-4");
        record["expression-words"].ShouldBe("twenty-three plus four");
        record["expression-digits"].ShouldBe("23 + 4");
        record["answer"].ShouldBe("27");
        record["answer-words"].ShouldBe("twenty-seven");
        record["question"].ShouldContain("twenty-three plus four");
        (record["a"], record["b"], record["op"]).ShouldBe(("23", "4", "+"));
    }

    [Theory]
    [InlineData("en", "forty-eight plus twenty-one")]
    [InlineData("es", "cuarenta y ocho más veintiuno")]
    [InlineData("ja", "四十八足す二十一")]
    [InlineData("zh", "四十八加二十一")]
    [InlineData("ko", "사십팔 더하기 이십일")]
    [InlineData("pt", "quarenta e oito mais vinte e um")]
    [InlineData("pt-BR", "quarenta e oito mais vinte e um")]
    [InlineData("de", "achtundvierzig plus einundzwanzig")]
    [InlineData("th", "สี่สิบแปดบวกยี่สิบเอ็ด")]
    [InlineData("sw", "arobaini na nane jumlisha ishirini na moja")]
    public void Numbers_are_spelled_in_the_language(string language, string expression) =>
        All(language).Single(r => r.ItemId == "add-48-21")["expression-words"].ShouldBe(expression);

    [Fact]
    public void Every_language_is_spelled_and_worded_by_itself_without_invisible_signs()
    {
        Source
            .Info.Languages.Select(l => l.Short)
            .ShouldBe("en es fr ja zh zh-Hant ar ko pt ru de hi tr sw th".Split(' '), ignoreOrder: true);
        var questions = new HashSet<string>();
        foreach (var language in Source.Info.Languages)
        {
            foreach (var record in All(language.Short).Where(r => r["op"] == "-"))
            {
                string.Concat(record.Fields.Values).IndexOfAny(['\u00AD', '\u200B', '{']).ShouldBe(-1);
                record["question"].ShouldContain(record["expression-words"]);
                questions.Add(record["question"]);
            }
        }

        // 1,225 differences in 15 languages: a language that fell back to another's words would repeat its questions.
        questions.Count.ShouldBe(15 * 1225);
    }

    [Fact]
    public void Answers_are_right_and_never_negative()
    {
        var all = All("ar");
        all.Count.ShouldBe(49 * 49 + 49 * 50 / 2);
        foreach (var record in all)
        {
            var (a, b) = (int.Parse(record["a"]), int.Parse(record["b"]));
            var result = record["op"] == "+" ? a + b : a - b;
            result.ShouldBeGreaterThanOrEqualTo(0);
            record["answer"].ShouldBe($"{result}");
        }
    }

    [Fact]
    public void Splits_are_disjoint_in_operands_and_aligned_over_languages()
    {
        var pairs = new Dictionary<string, Split>();
        foreach (var split in TestContext.Splits)
        {
            var ids = Source.Read("en", split).Select(r => r.ItemId).ToList();
            ids.ShouldBeUnique();
            foreach (var language in new[] { "ja", "ar", "sw" })
                Source.Read(language, split).Select(r => r.ItemId).ShouldBe(ids);
            foreach (var record in Source.Read("en", split))
            {
                var operands = string.Join(',', new[] { record["a"], record["b"] }.Order(StringComparer.Ordinal));
                if (!pairs.TryAdd(operands, split))
                    pairs[operands].ShouldBe(split, operands);
            }
        }

        pairs.Count.ShouldBe(49 * 50 / 2);
        Source.Read("en", Split.Test).Count.ShouldBeGreaterThan(250);
    }

    [Fact]
    public void The_same_seed_gives_the_same_records_and_another_does_not()
    {
        static IEnumerable<string> Texts(ISource source) => source.Read("fr", Split.Train).Select(r => r["question"]);
        Texts(NumberWords(30, seed: 4)).ShouldBe(Texts(NumberWords(30, seed: 4)));
        Texts(NumberWords(30, seed: 4)).ShouldNotBe(Texts(NumberWords(30, seed: 5)));
        Texts(NumberWords(30, seed: 4)).Select(q => q.Split(' ')[0]).Distinct().Count().ShouldBeGreaterThan(2);
    }

    [Fact]
    public void The_fingerprint_is_stable_and_follows_what_is_spelled()
    {
        var fingerprint = Source.Fingerprint(TestContext.Context);
        NumberWords(below: 50, operations: "+-").Fingerprint(TestContext.Context).ShouldBe(fingerprint);
        NumberWords(below: 60).Fingerprint(TestContext.Context).ShouldNotBe(fingerprint);
        NumberWords(below: 60).Info.Settings["below"].ShouldBe("60");
    }

    [Fact]
    public void Bad_settings_and_languages_are_input_errors()
    {
        Should.Throw<InputException>(() => NumberWords(below: 1, operations: "*")).Problems.Count.ShouldBe(2);
        Should.Throw<InputException>(() => Source.Read("fi", Split.Train)).Message.ShouldContain("Finnish");
    }

    private static List<Record> All(string language) => [.. TestContext.Splits.SelectMany(s => Source.Read(language, s))];
}
