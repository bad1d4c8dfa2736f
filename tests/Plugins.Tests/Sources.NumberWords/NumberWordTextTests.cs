using System.Text.RegularExpressions;
using static Clt.Plugins.Sources.NumberWords.NumberWordRecipes;

namespace Plugins.Tests.NumberWordSources;

public class NumberWordTextTests
{
    private const string Eight = "en es fr ja zh ar ko pt";
    private static readonly ISource Source = NumberWordText(Eight, below: 50, operations: "+-", lines: 3000);
    private static readonly ISource Questions = NumberWords(below: 50, operations: "+-");

    [Fact]
    public void The_kinds_have_their_shares()
    {
        var kinds = All("es").CountBy(r => r["kind"]).ToDictionary();
        All("es").Count.ShouldBe(3000);
        // Five standard deviations around the share.
        kinds["pair"].ShouldBeInRange(630, 870);
        kinds["expression"].ShouldBeInRange(775, 1025);
        kinds["across-languages"].ShouldBeInRange(350, 550);
        kinds["sum"].ShouldBeInRange(490, 710);
        kinds["question"].ShouldBeInRange(215, 385);
    }

    [Fact]
    public void No_line_holds_a_question_with_its_answer_and_no_test_question_occurs()
    {
        foreach (var language in Eight.Split(' '))
        {
            var asked = TestContext.Splits.SelectMany(s => Questions.Read(language, s)).Select(r => r["question"]).ToHashSet();
            var tested = Questions
                .Read(language, Split.Test)
                .Concat(Questions.Read(language, Split.Validation))
                .Select(r => r["question"])
                .ToHashSet();
            var lines = All(language);
            foreach (var line in lines.Where(l => l["kind"] == "question"))
            {
                asked.Contains(line["text"]).ShouldBeTrue(line["text"]);
                tested.Contains(line["text"]).ShouldBeFalse(line["text"]);
            }

            var sentence = asked.Select(q => Regex.Match(q, @"[?？؟.。]$").Value).First(m => m.Length > 0);
            lines.Where(l => l["kind"] != "question").ShouldAllBe(l => !l["text"].Contains(sentence) && l["text"].Contains(" = "));
        }
    }

    /// <summary>Both sides of a line are worth the same, whichever of the languages, or digits, they are in.</summary>
    [Fact]
    public void Every_line_is_true()
    {
        var values = Values();
        foreach (var line in Eight.Split(' ').SelectMany(All).Where(l => l["kind"] != "question"))
        {
            var sides = line["text"].Split(" = ");
            sides.Length.ShouldBe(2, line["text"]);
            if (!values[sides[0]].Overlaps(values[sides[1]]))
                Assert.Fail(line["text"]);
        }
    }

    [Fact]
    public void Results_are_covered_up_to_the_largest() =>
        All("en")
            .Where(l => l["kind"] == "pair")
            .SelectMany(l => l["text"].Split(" = "))
            .Where(s => int.TryParse(s, out _))
            .Select(int.Parse)
            .Distinct()
            .Order()
            .ShouldBe(Enumerable.Range(0, 99));

    [Fact]
    public void Splits_share_no_line_and_the_same_seed_gives_the_same_lines()
    {
        var train = Source.Read("fr", Split.Train).Select(r => r["text"]).ToHashSet();
        var held = Source.Read("fr", Split.Validation).Concat(Source.Read("fr", Split.Test)).Select(r => r["text"]).ToList();
        held.Count.ShouldBeGreaterThan(20);
        held.ShouldAllBe(t => !train.Contains(t));
        NumberWordText(Eight, operations: "+-", lines: 3000)
            .Read("fr", Split.Train)
            .Select(r => r["text"])
            .ShouldBe(Source.Read("fr", Split.Train).Select(r => r["text"]));
        NumberWordText(Eight, operations: "+-", lines: 3000, seed: 2)
            .Read("fr", Split.Train)
            .Select(r => r["text"])
            .ShouldNotBe(Source.Read("fr", Split.Train).Select(r => r["text"]));
    }

    [Fact]
    public void More_lines_begin_with_the_fewer() =>
        NumberWordText(Eight, operations: "+-", lines: 4000)
            .Read("ja", Split.Train)
            .Select(r => r["text"])
            .Take(2000)
            .ShouldBe(Source.Read("ja", Split.Train).Select(r => r["text"]).Take(2000));

    [Fact]
    public void One_language_alone_and_bad_settings_are_handled()
    {
        NumberWordText("en", lines: 500).Read("en", Split.Train).ShouldAllBe(r => r["kind"] != "across-languages");
        NumberWordText("en", lines: 500).Read("fr", Split.Train).ShouldBeEmpty();
        Should.Throw<InputException>(() => NumberWordText("")).Message.ShouldContain("no language");
        Should.Throw<InputException>(() => NumberWordText("en", lines: 0)).Message.ShouldContain("lines is 0");
        Should.Throw<InputException>(() => NumberWordText("en fi")).Message.ShouldContain("Finnish");
    }

    private static List<Record> All(string language) => [.. TestContext.Splits.SelectMany(s => Source.Read(language, s))];

    /// <summary>What numbers and expressions are worth, told by the questions' source.</summary>
    private static Dictionary<string, HashSet<string>> Values()
    {
        var values = new Dictionary<string, HashSet<string>>();
        foreach (var record in Eight.Split(' ').SelectMany(l => TestContext.Splits.SelectMany(s => Questions.Read(l, s))))
        {
            Add(values, record["answer"], record["answer"]);
            Add(values, record["answer-words"], record["answer"]);
            Add(values, record["expression-words"], record["expression-digits"]);
            Add(values, record["expression-digits"], record["expression-digits"]);
            Add(values, record["expression-digits"], record["answer"]);
        }

        return values;
    }

    private static void Add(Dictionary<string, HashSet<string>> values, string text, string value)
    {
        if (!values.TryGetValue(text, out var set))
            values[text] = set = [];
        set.Add(value);
    }
}
