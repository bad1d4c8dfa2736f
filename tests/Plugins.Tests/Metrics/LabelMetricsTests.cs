using Clt.Plugins.Metrics.Labels;
using Clt.Plugins.Metrics.LanguageId;
using Clt.Plugins.Metrics.Parsing;

namespace Plugins.Tests.Metrics;

public class LabelMetricsTests
{
    [Fact]
    public void Entity_f1_fills_missing_tags_and_finds_nothing_in_an_empty_output()
    {
        var metric = new EntityF1();
        metric.Value("B-PER I-PER O B-LOC", "B-PER I-PER O B-LOC").ShouldBe(1);
        metric.Value("B-PER I-PER", "B-PER I-PER O B-LOC").ShouldBe(2.0 / 3, 1e-15);
        metric.Value("", "B-PER O").ShouldBe(0);
        metric.Value("O O", "O O").ShouldBe(0);
        var items = new[] { metric.Score(Predict.Of("O", "O")), metric.Score(Predict.Of("B-X", "B-X")) };
        metric.Aggregate(items).ShouldBe(1);
        Should.Throw<InputException>(() => metric.Value("O")).Message.ShouldContain("no reference");
        Should.Throw<InputException>(() => new EntityF1(TagScheme.IOB2).Value("L-PER", "B-PER")).Message.ShouldContain("L-PER");
    }

    [Fact]
    public void Entity_f1_counts_what_the_lists_of_entities_share()
    {
        string[] tags = ["O", "B-PER", "I-PER", "I-LOC", "E-PER", "S-LOC", ".", "L-PER", "B", "I-", "IPER-X"];
        var rng = new Seed(3).Generator();
        for (var sentence = 0; sentence < 2000; sentence++)
        {
            string[] truth = [.. Enumerable.Range(0, rng.Next(8)).Select(_ => tags[rng.Next(tags.Length)])];
            string[] output =
            [
                .. Enumerable
                    .Range(0, rng.Next(10))
                    .Select(i => i < truth.Length && rng.Next(3) > 0 ? truth[i] : tags[rng.Next(tags.Length)]),
            ];
            var fitted = output.Concat(Enumerable.Repeat("O", truth.Length)).Take(truth.Length).ToArray();
            var (right, found) = (Entities.Of(truth).ToHashSet(), Entities.Of(fitted).ToHashSet());
            new EntityF1()
                .Score(Predict.Of(string.Join(" \t", output), $" {string.Join(' ', truth)}\n"))
                .Statistics.ShouldBe(
                    [found.Count(right.Contains), found.Count, right.Count],
                    $"{string.Join(' ', truth)} / {string.Join(' ', output)}"
                );
        }
    }

    [Fact]
    public void Token_accuracy_counts_tokens_of_the_reference()
    {
        var metric = new TokenAccuracy();
        metric.Value("A B C D", "A B X").ShouldBe(2.0 / 3, 1e-15);
        metric.Value("", "A O").ShouldBe(0.5);
        metric.Value("A", "").ShouldBe(double.NaN);
    }

    [Fact]
    public void The_majority_tag_is_that_of_all_items_whatever_the_model_says()
    {
        var metric = new MajorityTag(["A", "B", "C"]);
        var items = new[] { metric.Score(Predict.Of("C C C", "A A B")), metric.Score(Predict.Of("", "B B X")) };
        metric.Aggregate(items).ShouldBe(0.6, 1e-15, "three of five, X is no tag");
        metric.Value("A", "X Y").ShouldBe(double.NaN);
        Should.Throw<InputException>(() => metric.Value("A")).Message.ShouldContain("no reference");
        Should.Throw<InputException>(() => new MajorityTag(["A"])).Message.ShouldContain("two or more different labels");
    }

    [Fact]
    public void Attachment_scores_take_missing_lines_for_wrong()
    {
        const string Gold = "NOUN\t2\tnsubj\nVERB\t0\troot";
        new Las().Value(Gold, Gold).ShouldBe(1);
        new Las().Value("NOUN\t2\tobj\nVERB\t0\troot", Gold).ShouldBe(0.5);
        new Uas().Value("NOUN\t2\tobj\nnonsense", Gold).ShouldBe(0.5);
        new Uas().Value("", Gold).ShouldBe(0);
        Should.Throw<InputException>(() => new Uas().Value("", "nonsense")).Message.ShouldContain("line 1");
    }

    [Fact]
    public void Language_confusion_splits_lines_as_documented()
    {
        LanguageConfusion.Normalise(" Hello, world—again!\nQ: next").ShouldBe("Hello world again");
        LanguageConfusion.Tokens("GPU3で 学ぶ", Predict.Japanese).ShouldBe(["GPU3", "で", "学", "ぶ"]);
        LanguageConfusion.Lines("one two three four\none two three four five", Predict.English).ShouldHaveSingleItem().Index.ShouldBe(1);
        var none = PassRates.Of([]);
        (none.Lpr, none.Wpr, none.LineAccuracy).ShouldBe((1, 1, 1));
    }
}
