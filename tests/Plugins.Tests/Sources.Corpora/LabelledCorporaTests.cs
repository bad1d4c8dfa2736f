using static Clt.Plugins.Sources.Corpora.LabelledRecipes;

namespace Plugins.Tests.Sources.Corpora;

public sealed class LabelledCorporaTests : IDisposable
{
    private const string Word = "1\tHi\thi\tINTJ\t_\t_\t0\troot\t_\tSpaceAfter=No\n2\t!\t!\tPUNCT\t_\t_\t1\tpunct\t_\t_\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("clt-labelled-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [DataFact("slu")]
    public void Every_request_of_the_dialogues_has_a_tag_a_word_and_a_label_that_is_named()
    {
        var source = Dialogue(Path.Combine(SharedFolder.Data, "slu"), divided: "en");
        source.Info.Languages.Select(l => l.Short).ShouldBe(["en", "es", "th"]);
        source.Read("en", Split.Test).Count.ShouldBe(8621);
        source.Read("es", Split.Train).Count.ShouldBe(3616);
        (source.Read("en", Split.Train).Count + source.Read("en", Split.Validation).Count).ShouldBe(4181);
        var tags = DialogueSlots.Split(' ').SelectMany(s => new[] { $"B-{s}", $"I-{s}" }).Append("O").ToHashSet();
        foreach (var record in source.Info.Languages.SelectMany(l => TestContext.Splits.SelectMany(s => source.Read(l.Short, s))))
        {
            var words = record["words"].Split('\n');
            record["tags"].Split(' ').Length.ShouldBe(words.Length, record.ItemId);
            record["tags"].Split(' ').All(tags.Contains).ShouldBeTrue(record.ItemId);
            DialogueIntents.Split(' ').Contains(record["label"]).ShouldBeTrue(record["label"]);
            words.All(w => w.Trim().Length > 0).ShouldBeTrue(record.ItemId);
        }

        var first = source.Read("en", Split.Test)[0];
        first["words"].ShouldBe("I\n want\n to\n be\n reminded\n to\n file\n tax");
        first["tags"].ShouldBe("O O O O O O B-reminder/todo I-reminder/todo");
        // Thai has no spaces between words.
        string.Concat(source.Read("th", Split.Train)[0]["words"].Split('\n')).ShouldBe(source.Read("th", Split.Train)[0]["text"]);
    }

    [DataFact("slu")]
    public void A_language_without_a_training_file_is_refused_unless_it_is_named()
    {
        var source = Dialogue(Path.Combine(SharedFolder.Data, "slu"));

        Should.Throw<InputException>(() => source.Fingerprint(TestContext.Context)).Message.ShouldContain("train-en.tsv");
    }

    [Theory]
    [InlineData("intent\t\ttext\ten_XX\t{}\n")]
    [InlineData("intent\t\ttext\ten_XX\n")]
    [InlineData("intent\tx:2:slot\ttext\ten_XX\t{\"tokenizations\":[{\"tokenSpans\":[{\"start\":0,\"length\":4}]}]}\n")]
    [InlineData("intent\t\ttext\ten_XX\t{\"tokenizations\":[{\"tokenSpans\":[{\"start\":0,\"length\":9}]}]}\n")]
    public void A_broken_line_is_named(string line)
    {
        Write("en/test-en.tsv", $"\n{line}");

        var problem = Should.Throw<InputException>(() => Dialogue(_folder).Read("en", Split.Test)).Problems.ShouldHaveSingleItem();

        problem.Where.ShouldEndWith("test-en.tsv:2");
    }

    [Fact]
    public void A_word_is_in_the_slot_that_it_touches_and_two_slots_side_by_side_are_two()
    {
        var spans = string.Join(',', new[] { (0, 2), (3, 2), (6, 2), (9, 2) }.Select(s => $"{{\"start\":{s.Item1},\"length\":{s.Item2}}}"));
        Write("en/test-en.tsv", $"i\t1:5:a,6:8:b,8:11:b\tab cd ef gh\ten_XX\t{{\"tokenizations\":[{{\"tokenSpans\":[{spans}]}}]}}\n");

        Dialogue(_folder).Read("en", Split.Test).ShouldHaveSingleItem()["tags"].ShouldBe("B-a I-a B-b B-b");
    }

    [DataFact("ud-pud")]
    public void Parallel_treebanks_are_divided_alike_in_all_languages()
    {
        var source = UniversalDependencies(Path.Combine(SharedFolder.Data, "ud-pud"), divided: true);
        source.Info.Languages.Count.ShouldBe(10);
        var parts = TestContext.Splits.ToDictionary(s => s, s => source.Read("en", s).Select(r => r.ItemId).ToHashSet());
        parts.Values.Sum(p => p.Count).ShouldBe(1000);
        parts[Split.Train].Count.ShouldBeInRange(450, 550);
        foreach (var language in source.Info.Languages)
        {
            foreach (var split in TestContext.Splits)
            {
                var records = source.Read(language.Short, split);
                records.All(r => parts[split].Contains(r.ItemId)).ShouldBeTrue();
                records.All(r => r["words"].Split('\n').Length == r["tags"].Split(' ').Length).ShouldBeTrue();
                records.SelectMany(r => r["tags"].Split(' ')).Except(PartsOfSpeech.Split(' ')).ShouldBeEmpty();
            }
        }
    }

    [DataFact("ud-pud")]
    public void Words_of_a_treebank_make_its_text_and_a_test_file_alone_has_no_training_part()
    {
        var source = UniversalDependencies(Path.Combine(SharedFolder.Data, "ud-pud"));
        source.Read("de", Split.Train).ShouldBeEmpty();
        var (records, same) = (source.Read("en", Split.Test), 0);
        foreach (var record in records)
            same += string.Concat(record["words"].Split('\n')) == record["text"] ? 1 : 0;
        same.ShouldBeGreaterThan(950);
        records[0]["tree"].Split('\n')[0].Split('\t').Length.ShouldBe(3);
    }

    [Fact]
    public void Words_of_a_multiword_token_are_written_together()
    {
        Write(
            "es_x-ud-test.conllu",
            "# sent_id = a\n# text = Va al sur.\n1\tVa\t_\tVERB\t_\tMood=Ind|Number=Sing\t0\troot\t_\t_\n2-3\tal\t_\t_\t_\t_\t_\t_\t_\t_\n"
                + "2\ta\t_\tADP\t_\t_\t4\tcase\t_\t_\n3\tel\t_\tDET\t_\t_\t4\tdet\t_\t_\n3.1\tx\t_\tX\t_\t_\t_\t_\t_\t_\n"
                + "4\tsur\t_\tNOUN\t_\t_\t1\tobl\t_\tSpaceAfter=No\n5\t.\t_\tPUNCT\t_\t_\t1\tpunct\t_\t_\n\n"
        );

        var record = UniversalDependencies(_folder).Read("es", Split.Test).ShouldHaveSingleItem();

        record["words"].ShouldBe("Va\n a\nel\n sur\n.");
        record["tags"].ShouldBe("VERB ADP DET NOUN PUNCT");
        record["features"].ShouldBe("Mood=Ind|Number=Sing\n_\n_\n_\n_");
        record["text"].ShouldBe("Va al sur.");
    }

    [Theory]
    [InlineData("# sent_id = a\n1\tHi\n", "has 2 columns")]
    [InlineData(Word, "no sent_id")]
    [InlineData("# sent_id = \n" + Word, "no sent_id")]
    [InlineData("# sent_id = a\n", "no word")]
    [InlineData("# sent_id = a\nx\tHi\thi\tINTJ\t_\t_\t0\troot\t_\t_\n", "'x' is no number")]
    public void A_broken_sentence_is_named(string sentence, string what)
    {
        Write("en_x-ud-test.conllu", $"# sent_id = b\n{Word}\n{sentence}\n");

        var problem = Should
            .Throw<InputException>(() => UniversalDependencies(_folder).Read("en", Split.Test))
            .Problems.ShouldHaveSingleItem();

        problem.What.ShouldContain(what);
        problem.Where.ShouldEndWith(":5");
    }

    [Fact]
    public void A_folder_without_treebanks_or_with_one_of_no_language_is_refused()
    {
        Should.Throw<InputException>(() => UniversalDependencies(_folder)).Message.ShouldContain("there is no *.conllu");
        Write("qqq9_x-ud-test.conllu", Word);
        Should.Throw<InputException>(() => UniversalDependencies(_folder)).Message.ShouldContain("tells no language");
    }

    [DataFact("ud-pud")]
    public void Parallel_texts_are_the_same_sentence_in_two_languages()
    {
        var source = Parallel(UniversalDependencies(Path.Combine(SharedFolder.Data, "ud-pud"), divided: true));
        source.Info.Languages.Select(l => l.Short).ShouldNotContain("en");
        source.Read("en", Split.Test).ShouldBeEmpty();
        var german = source.Read("de", Split.Test);
        german.Count.ShouldBeGreaterThan(300);
        german.All(r => r["text"] != r["translation"]).ShouldBeTrue();
        var arabic = source.Read("ar", Split.Test).ToDictionary(r => r.ItemId, r => r["translation"]);
        german.All(r => arabic[r.ItemId] == r["translation"]).ShouldBeTrue();
        Should
            .Throw<InputException>(() =>
                Parallel(UniversalDependencies(Path.Combine(SharedFolder.Data, "ud-pud")), with: "sw").Read("de", Split.Test)
            )
            .Message.ShouldContain("has no swa");
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
