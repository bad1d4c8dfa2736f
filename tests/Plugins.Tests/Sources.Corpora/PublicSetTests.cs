using System.Text.Json;
using Clt.Plugins.Sources.Corpora;
using static Clt.Plugins.Sources.Corpora.CorporaRecipes;
using static Clt.Plugins.Sources.Corpora.LabelledRecipes;

namespace Plugins.Tests.Sources.Corpora;

/// <summary>XQuAD, MTOP, Tatoeba, Universal NER, and MGSM's exemplars as Google publishes them.</summary>
public sealed class PublicSetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clt-public-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [DataFact("xquad")]
    public void Every_answer_of_xquad_stands_where_it_says_and_paragraphs_are_in_one_part()
    {
        var source = Xquad(Path.Combine(SharedFolder.Data, "xquad"));
        source.Info.Languages.Count.ShouldBe(12);
        foreach (var language in source.Info.Languages)
        {
            var records = source.Read(language.Short, Split.Test);
            records.Count.ShouldBe(1190);
            records.Count(r => r["context"].Contains(r["answer"], StringComparison.Ordinal)).ShouldBe(1190, language.Code);
        }

        var divided = Xquad(Path.Combine(SharedFolder.Data, "xquad"), divided: true);
        TestContext.Splits.Sum(s => divided.Read("th", s).Count).ShouldBe(1190);
        var (train, test) = (divided.Read("th", Split.Train), divided.Read("th", Split.Test));
        train.Select(r => r["context"]).Intersect(test.Select(r => r["context"])).ShouldBeEmpty();
        train.Select(r => r.ItemId).ShouldBe(divided.Read("de", Split.Train).Select(r => r.ItemId));
    }

    [DataFact("mtop")]
    public void Every_request_of_mtop_has_named_labels_and_a_tag_a_word()
    {
        var source = Mtop(Path.Combine(SharedFolder.Data, "mtop"));
        source.Info.Languages.Select(l => l.Short).Order().ShouldBe(["de", "en", "es", "fr", "hi", "th"]);
        source.Read("th", Split.Train).Count.ShouldBe(7274);
        source.Read("hi", Split.Validation).Count.ShouldBe(1021);
        source.Read("de", Split.Test).Count.ShouldBe(1829);
        var tags = MtopSlots.Split(' ').SelectMany(s => new[] { $"B-{s}", $"I-{s}" }).Append("O").ToHashSet();
        foreach (var record in source.Info.Languages.SelectMany(l => TestContext.Splits.SelectMany(s => source.Read(l.Short, s))))
        {
            record["words"].Replace("\n", "").ShouldBe(record["text"]);
            record["tags"].Split(' ').Length.ShouldBe(record["words"].Split('\n').Length);
            record["tags"].Split(' ').All(tags.Contains).ShouldBeTrue(record["tags"]);
            MtopIntents.Split(' ').ShouldContain(record["label"]);
        }
    }

    [DataFact("tatoeba")]
    public void Tatoeba_has_a_translation_for_each_sentence()
    {
        var source = Tatoeba(Path.Combine(SharedFolder.Data, "tatoeba"));
        source.Info.Languages.Count.ShouldBe(19);
        new[] { "sw", "th", "ja" }.Select(l => source.Read(l, Split.Test).Count).ShouldBe([390, 548, 1000]);
        source.Read("de", Split.Train).ShouldBeEmpty();
        source.Read("ja", Split.Test)[0]["translation"].ShouldBe("Don't speak unless you have something worth saying.");
    }

    [DataFact("uner-pud")]
    public void Every_sentence_with_names_is_its_words_and_the_spaces_between()
    {
        var source = UniversalNer(Path.Combine(SharedFolder.Data, "uner-pud"));
        var tags = EntityTypes.Split(' ').SelectMany(t => new[] { $"B-{t}", $"I-{t}" }).Append("O").ToHashSet();
        foreach (var language in source.Info.Languages)
        {
            var records = source.Read(language.Short, Split.Test);
            records.Count.ShouldBe(1000);
            foreach (var record in records)
            {
                record["words"].Replace("\n", "").ShouldBe(record["text"].Trim());
                record["tags"].Split(' ').All(tags.Contains).ShouldBeTrue(record["tags"]);
            }
        }

        source.Read("en", Split.Test).Select(r => r.ItemId).ShouldBe(source.Read("sv", Split.Test).Select(r => r.ItemId));
    }

    [DataFact("uner-pud")]
    public void Names_join_their_treebanks_and_translations_stay_together()
    {
        Should
            .Throw<InputException>(() => UniversalNer(Path.Combine(SharedFolder.Data, "uner-pud"), divided: true).Read("zh", Split.Test))
            .Message.ShouldContain("translations would be divided apart");
        var treebanks = UniversalDependencies(Path.Combine(SharedFolder.Data, "ud-pud"), divided: true);
        var joined = UniversalNer(Path.Combine(SharedFolder.Data, "uner-pud"), treebanks: treebanks);
        joined.Info.Languages.Select(l => l.Short).Order().ShouldBe(["de", "en", "pt", "ru", "zh"]);
        foreach (var language in joined.Info.Languages)
        {
            var sentences = treebanks.Read(language.Short, Split.Train).ToDictionary(r => r.ItemId);
            var records = joined.Read(language.Short, Split.Train);
            records.Count.ShouldBeInRange(sentences.Count * 98 / 100, sentences.Count);
            records.ShouldAllBe(r => r["text"] == sentences[r.ItemId]["text"] && r["parts"] == sentences[r.ItemId]["tags"]);
            records.ShouldAllBe(r => r["tags"].Split(' ', StringSplitOptions.None).Length == r["parts"].Split(' ').Length);
        }
    }

    [Fact]
    public void Names_of_other_sentences_do_not_align()
    {
        Write("other/en_pud-ud-test.iob2", "# sent_id = a\n# text = Bob\n1\tBob\tB-PER\n\n");
        Write("other/en_pud-ud-test.conllu", "# sent_id = n1\n# text = Ann\n1\tAnn\t_\tPROPN\t_\t_\t0\troot\t_\t_\n\n");
        var told = Told(() => UniversalNer(At("other"), treebanks: UniversalDependencies(At("other"))).Read("en", Split.Test));
        told.What.ShouldBe("the treebank does not align: of its 1 sentences in English 1 have no names, the first of them 'n1'");
        Told(() => UniversalNer(At("other"), divided: true, UniversalDependencies(At("other")))).Where.ShouldBe("UniversalNer, divided");
    }

    [Fact]
    public void Broken_files_are_named_with_their_line()
    {
        Write("mtop/test-th.tsv", "1\t0\tวัน นี้\tO O\n2\t0\tวัน นี้\tO\n");
        Told(() => Mtop(At("mtop")).Read("th", Split.Test)).Where.ShouldEndWith("test-th.tsv:2");
        Write("uner/zh_pud-ud-test.iob2", "# sent_id = a\n# text = 你好\n1\t你\tO\t-\t-\n2\t们\tO\t-\t-\n\n");
        Told(() => UniversalNer(At("uner")).Read("zh", Split.Test)).Where.ShouldEndWith("test.iob2:4");
        Write("xquad/xquad.ar.json", "{\"data\": [{\"paragraphs\": [{\"context\": \"نص\", \"qas\": [{\"id\": \"1\"}]}]}]}");
        Told(() => Xquad(At("xquad")).Read("ar", Split.Test)).Where.ShouldEndWith("xquad.ar.json");
        Write("tatoeba/tatoeba.hin-eng.hin", "एक\nदो\n");
        Write("tatoeba/tatoeba.hin-eng.eng", "one\n");
        Told(() => Tatoeba(At("tatoeba")).Read("hi", Split.Test)).What.ShouldBe("2 sentences stand beside 1 translations");
        Told(() => Xquad(At("none"))).What.ShouldBe("there is no xquad.*.json");
    }

    [Fact]
    public void Exemplars_are_read_from_the_python_source()
    {
        Write("mgsm/mgsm_ja.tsv", "問題\t4\n");
        Write(
            "mgsm/exemplars.py",
            """"
            """Prompts."""
            # MGSM_EXEMPLARS = no
            NUMBERS = [1, 2]

            MGSM_EXEMPLARS = {
                "ja": {
                    "1": {
                        "q": "\u554f\u984c\uff1a"  # label
                             "2 + 2 は? "
                             'It\'s "so"',
                        "a": ("ステップごとの答え：2 + 2 = 4。\n"
                              "答えは4です。"),
                    },
                },
            }
            OTHER = {"x": 1}
            """"
        );
        var record = Mgsm(At("mgsm")).Read("ja", Split.Train).ShouldHaveSingleItem();
        record["question"].ShouldBe("2 + 2 は? It's \"so\"");
        record["solution"].ShouldBe("2 + 2 = 4。\n答えは4です。");
    }

    [Theory]
    [InlineData("X = {\"a\": 1}")]
    [InlineData("X = {\"a\": \"b\"")]
    [InlineData("X = {\"a\": \"\\N{DASH}\"}")]
    [InlineData("X = {\"a\": \"b}")]
    [InlineData("X = {\"a\": f(\"b\")}")]
    [InlineData("Y = {\"X = \": \"b\"}")]
    public void A_python_source_that_is_more_than_texts_is_refused(string source) =>
        Should.Throw<JsonException>(() => PythonLiteral.Parse(source, "X"));

    private static Problem Told(Action act) => Should.Throw<InputException>(act).Problems.ShouldHaveSingleItem();

    private string At(string name) => Path.Combine(_folder, name);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
    }
}
