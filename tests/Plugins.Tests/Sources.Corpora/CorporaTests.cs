using Clt.Plugins.Sources.Corpora;

namespace Plugins.Tests.Sources.Corpora;

public sealed class CorporaTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clt-corpora-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [DataFact("mgsm")]
    public void Mgsm_has_250_test_items_and_eight_exemplars_in_every_language()
    {
        var mgsm = CorporaRecipes.Mgsm(Path.Combine(SharedFolder.Data, "mgsm"));
        mgsm.Info.Languages.Count.ShouldBe(11);
        foreach (var language in mgsm.Info.Languages)
        {
            var items = mgsm.Read(language.Short, Split.Test);
            items.Count.ShouldBe(250, language.Name);
            items.ShouldAllBe(i => i["question"].Length > 10 && i["answer"].Length > 0 && !i["answer"].Contains('\t'));
            var exemplars = mgsm.Read(language.Short, Split.Train);
            exemplars.Select(e => e.ItemId).ShouldBe(Enumerable.Range(1, 8).Select(i => $"exemplar-{i}"));
            // No label is left, and none was cut from a text without one.
            exemplars.ShouldAllBe(e => e["question"].Length > 10 && !e["question"].Contains('：') && e["solution"].Any(char.IsDigit));
        }

        mgsm.Read("en", Split.Train)[0]["solution"].ShouldStartWith("Roger started with 5 balls.");
        mgsm.Read("ja", Split.Validation).ShouldBeEmpty();
        mgsm.Read("ko", Split.Test).ShouldBeEmpty();
    }

    [DataFact("mgsm")]
    public void Translations_of_a_users_own_are_further_languages()
    {
        Write("mgsm_ko.tsv", "하나 더하기 둘은?\t3\n");
        var mgsm = CorporaRecipes.Mgsm(Path.Combine(SharedFolder.Data, "mgsm"), _folder);
        mgsm.Read("ko", Split.Test).ShouldHaveSingleItem()["answer"].ShouldBe("3");
        mgsm.Fingerprint(TestContext.Context)
            .ShouldNotBe(CorporaRecipes.Mgsm(Path.Combine(SharedFolder.Data, "mgsm")).Fingerprint(TestContext.Context));
        Write("mgsm_en.tsv", "One?\t1\n");
        Should
            .Throw<InputException>(() => CorporaRecipes.Mgsm(Path.Combine(SharedFolder.Data, "mgsm"), _folder))
            .Message.ShouldContain("a second file of en");
    }

    [Fact]
    public void A_line_without_an_answer_is_an_error_with_its_place()
    {
        Write("mgsm_en.tsv", "One?\t1\nTwo?\n");
        Should.Throw<InputException>(() => CorporaRecipes.Mgsm(_folder).Read("en", Split.Test)).Message.ShouldContain("mgsm_en.tsv:2");
        Should
            .Throw<InputException>(() => CorporaRecipes.Mgsm(_folder).Fingerprint(TestContext.Context))
            .Message.ShouldContain("exemplars.json");
        var none = CorporaRecipes.Mgsm(Path.Combine(_folder, "none"));
        none.Info.Languages.Count.ShouldBe(11);
        Should.Throw<InputException>(() => none.Fingerprint(TestContext.Context)).Message.ShouldContain("no such folder");
        Should
            .Throw<InputException>(() => CorporaRecipes.XlSum(Path.Combine(_folder, "none")).Fingerprint(TestContext.Context))
            .Message.ShouldContain("no such folder");
    }

    [DataFact("gsm8k")]
    public void Gsm8k_divides_its_training_part_and_keeps_its_test_part()
    {
        var gsm8k = CorporaRecipes.Gsm8k(Path.Combine(SharedFolder.Data, "gsm8k"));
        var (train, validation, test) = (gsm8k.Read("en", Split.Train), gsm8k.Read("en", Split.Validation), gsm8k.Read("en", Split.Test));
        (train.Count + validation.Count).ShouldBe(7473);
        validation.Count.ShouldBeInRange(300, 450);
        test.Count.ShouldBe(1319);
        train.Select(r => r.ItemId).Intersect(validation.Select(r => r.ItemId)).ShouldBeEmpty();
        train
            .Concat(test)
            .ShouldAllBe(r =>
                !r["solution"].Contains("<<") && r["solution"].EndsWith($"The answer is {r["answer"]}.") && r["answer"].Any(char.IsDigit)
            );
        train[0]["answer"].ShouldBe("72");
    }

    [Fact]
    public void Xl_sum_is_read_as_its_archives_unpack()
    {
        foreach (var split in new[] { "train", "val", "test" })
            Write(
                $"chinese_simplified_{split}.jsonl",
                $$"""{"id": "{{split}}-1", "url": "u", "title": "t", "summary": "短", "text": "长文"}"""
            );
        var source = CorporaRecipes.XlSum(_folder);
        source.Info.Languages.ShouldHaveSingleItem().Short.ShouldBe("zh");
        source.Read("zh", Split.Validation).ShouldHaveSingleItem().ItemId.ShouldBe("val-1");
        source.Read("zh", Split.Test)[0]["summary"].ShouldBe("短");
        var before = source.Fingerprint(TestContext.Context);
        Write("chinese_simplified_train.jsonl", "{\"id\": 1}\n");
        source.Fingerprint(TestContext.Context).ShouldNotBe(before);
        Should.Throw<InputException>(() => source.Read("zh", Split.Train)).Message.ShouldContain("chinese_simplified_train.jsonl:1");
        File.Delete(Path.Combine(_folder, "chinese_simplified_val.jsonl"));
        Should.Throw<InputException>(() => source.Fingerprint(TestContext.Context)).Message.ShouldContain("no such file");
    }

    [Fact]
    public void Conversations_give_their_first_turns()
    {
        var path = Write(
            "share.en.jsonl",
            string.Join(
                '\n',
                Enumerable
                    .Range(0, 200)
                    .Select(i =>
                        $$"""{"id": "c{{i}}", "conversations": [{"from": "{{(i % 2 == 0 ? "human"
                : "gpt")}}", "value": "ask {{i}}"}, {"from": "gpt", "value": "say {{i}}"}]}"""
                    )
            )
        );
        var source = CorporaRecipes.ShareGpt(path, "en");
        var all = TestContext.Splits.SelectMany(s => source.Read("en", s)).ToList();
        all.Count.ShouldBe(100);
        all.ShouldAllBe(r => r["completion"] == r["prompt"].Replace("ask", "say"));
    }

    /// <summary>In the columns of the published set; Tamasheq and Chinese are there twice, in two scripts.</summary>
    [Fact]
    public void Dollys_prompts_are_test_items_in_every_language()
    {
        (string Language, string Script)[] kinds =
        [
            ("eng", "Latn"),
            ("arb", "Arab"),
            ("zho", "Hant"),
            ("zho", "Hans"),
            ("taq", "Latn"),
            ("taq", "Tfng"),
        ];
        var path = Write(
            "dolly.jsonl",
            string.Join(
                '\n',
                Enumerable
                    .Range(0, 20)
                    .SelectMany(i =>
                        kinds.Select(
                            (k, j) =>
                                $$"""{"id": {{(6 * i) + j}}, "source_id": {{i}}, "inputs": "q{{i}}", "targets": "{{k.Script}}","""
                                + $$""" "language": "{{k.Language}}", "script": "{{k.Script}}"}"""
                        )
                    )
            )
        );
        var source = CorporaRecipes.AyaDolly(path, "en ar zh");
        source.Read("ar", Split.Test).Select(r => r.ItemId).ShouldBe(Enumerable.Range(0, 20).Select(i => $"{i}"), ignoreOrder: true);
        source.Read("ar", Split.Test).Select(r => r.ItemId).ShouldBe(source.Read("en", Split.Test).Select(r => r.ItemId));
        source.Read("zh", Split.Test).Select(r => r["completion"]).Distinct().ShouldBe(["Hans"]);
        source.Read("zh", Split.Test).Count.ShouldBe(20);
        source.Read("en", Split.Train).Concat(source.Read("en", Split.Validation)).ShouldBeEmpty();
    }

    [Fact]
    public void Mcot_is_aligned_by_its_numbers()
    {
        var path = Write(
            "mcot-math.json",
            string.Join(
                '\n',
                Enumerable
                    .Range(0, 100)
                    .SelectMany(i =>
                        new[] { "en", "sw" }.Select(t => $$"""{"lang-id": "{{t}}-{{i}}", "question": "{{t}} q{{i}}", "answer": "a{{i}}"}""")
                    )
            )
        );
        var source = CorporaRecipes.Mcot(path, "en sw de");
        foreach (var split in TestContext.Splits)
            source.Read("en", split).Select(r => r.ItemId).ShouldBe(source.Read("sw", split).Select(r => r.ItemId));
        TestContext.Splits.Sum(s => source.Read("sw", s).Count).ShouldBe(100);
        source.Read("sw", Split.Train).ShouldAllBe(r => r["question"] == $"sw q{r.ItemId}" && r["solution"] == $"a{r.ItemId}");
        source.Read("de", Split.Train).ShouldBeEmpty();
        var before = source.Fingerprint(TestContext.Context);
        Write("mcot-math.json", "{\"id\": \"en-1\"}\n");
        source.Fingerprint(TestContext.Context).ShouldNotBe(before);
        Should.Throw<InputException>(() => source.Read("en", Split.Train)).Message.ShouldContain("mcot-math.json:1");
        Should
            .Throw<InputException>(() => CorporaRecipes.Mcot("none.json", "en").Fingerprint(TestContext.Context))
            .Message.ShouldContain("cannot be read");
        var lines = Write("mcot.en.jsonl", "{\"question\": \"q\", \"answer\": \"a\"}");
        var own = CorporaRecipes.Mcot(lines.Replace(".en.", ".{language}."), "en");
        TestContext.Splits.SelectMany(s => own.Read("en", s)).Single()["solution"].ShouldBe("a");
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
