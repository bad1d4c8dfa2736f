using static Clt.Plugins.Tasks.ArcRecipes;

namespace Plugins.Tests.Tasks;

/// <summary>Dependency arcs as labels of pairs of words.</summary>
public class ArcsTests
{
    private static readonly Treebank Source = new();

    [Theory]
    [InlineData("en", "The\n old\n dog\n sleeps")]
    [InlineData("hi", "वह\n बूढ़ा\n कुत्ता\n सोता है")]
    public void Each_word_stands_beside_its_head_and_beside_another_word(string language, string words)
    {
        var example = Arcs(Source).Format(Record(language, words, "3 det,3 amod:x,4 nsubj,0 root"));

        var pairs = example.Completion.Split(' ');
        pairs.Where(p => p.EndsWith("=arc", StringComparison.Ordinal)).ShouldBe(["1-3=arc", "2-3=arc", "3-4=arc"]);
        var others = pairs.Where(p => p.EndsWith("=none", StringComparison.Ordinal)).Select(p => p.Split('=')[0].Split('-')).ToList();
        others.Select(p => p[0]).ShouldBe(["1", "2", "3"]);
        foreach (var (pair, head) in others.Zip(["3", "3", "4"]))
        {
            pair[1].ShouldNotBe(head);
            pair[1].ShouldNotBe(pair[0]);
        }

        Arcs(Source)
            .Format(Record(language, words, "3 det,3 amod:x,4 nsubj,0 root"))
            .Completion.ShouldBe(example.Completion, "nothing is drawn anew");
        ArcLabels(Source)
            .Format(Record(language, words, "3 det,3 amod:x,4 nsubj,0 root"))
            .Completion.ShouldBe("1-3=det 2-3=amod 3-4=nsubj");
        example.Words.Count.ShouldBe(4);
    }

    [Fact]
    public void Relations_are_the_labels_and_short_sentences_have_fewer_pairs()
    {
        ArcLabels(Source).Info.Labels.Count.ShouldBe(37);
        Arcs(Source).Format(Record("en", "dogs\n sleep", "2 nsubj,0 root")).Completion.ShouldBe("1-2=arc");
        Arcs(Source).Format(Record("en", "Sleep!", "0 root")).Completion.ShouldBe("1-1=none");
    }

    [Theory]
    [InlineData("2 nsubj", "a line of three columns")]
    [InlineData("2 nsubj,7 root", "'7' is no head")]
    [InlineData("2 nsubj,x root", "'x' is no head")]
    public void A_tree_that_does_not_fit_is_refused(string tree, string problem) =>
        Should.Throw<InputException>(() => Arcs(Source).Format(Record("en", "dogs\n sleep", tree))).Message.ShouldContain(problem);

    private static Record Record(string language, string words, string tree) =>
        new(
            "item",
            Language.Parse(language),
            new Dictionary<string, string>
            {
                ["words"] = words,
                ["tree"] = string.Join('\n', tree.Split(',').Select(w => $"X\t{w.Replace(' ', '\t')}")),
            }
        );

    private sealed class Treebank : ISource
    {
        public SourceInfo Info { get; } =
            new("trees", "Made up.", [Language.Parse("en"), Language.Parse("hi")], new Dictionary<string, string>());

        public string Fingerprint(SourceContext context) => "v1";

        public IEnumerable<Record> Read(SourceRequest request) => [];
    }
}
