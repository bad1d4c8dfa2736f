using Clt.Plugins.Metrics.Overlap;

namespace Plugins.Tests.Metrics;

public class OverlapTests
{
    public static TheoryData<IMetric> All =>
        new(new Bleu(), new Chrf(), new ChrfPlusPlus(), new RougeOne(), new RougeTwo(), new RougeLsum(), new RougeScoreL());

    [Theory]
    [MemberData(nameof(All))]
    public void Empty_white_and_broken_outputs_have_the_lowest_score(IMetric metric)
    {
        foreach (var output in new[] { "", " \n\t\u3000", "\ud800", "🦊" })
        {
            metric.Value(output, "a reference of some words").ShouldBe(0);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_text_against_itself_has_the_highest_score(IMetric metric)
    {
        var text = "the quick brown fox jumps over the lazy dog";
        var best = metric.Value(text, "something else", text);
        best.ShouldBe(metric is Bleu or Chrf ? 100 : 1, 1e-9);
        metric.Aggregate([metric.Score(Predict.Of(text, text))]).ShouldBe(best, 1e-9);
    }

    [Fact]
    public void Ter_counts_edits_and_shifts()
    {
        var ter = new Ter();
        ter.Value("a b c d", "a b c d").ShouldBe(0);
        ter.Value("", "a b c d").ShouldBe(100);
        ter.Value("c d a b", "a b c d").ShouldBe(25, "one shift of a phrase");
        ter.Value("a b", "").ShouldBe(100);
        ter.Value("", "").ShouldBe(0);
    }

    [Fact]
    public void Missing_references_are_named()
    {
        foreach (IMetric metric in new IMetric[] { new Bleu(), new Chrf(), new Ter() })
        {
            Should.Throw<InputException>(() => metric.Value("a")).Message.ShouldContain("no reference");
        }
    }

    [Fact]
    public void Signatures_differ_where_numbers_would()
    {
        var signatures = new[]
        {
            new Bleu().Info.Signature,
            new Bleu(new BleuOptions(Lowercase: true)).Info.Signature,
            new Bleu(new BleuOptions(Smoothing: Smoothing.Floor)).Info.Signature,
            new Bleu(new BleuOptions(BleuTokenizer.Zh)).Info.Signature,
            new Chrf().Info.Signature,
            new ChrfPlusPlus().Info.Signature,
            new Chrf(new ChrfOptions(Beta: 1)).Info.Signature,
            new Ter().Info.Signature,
            new Ter(new TerOptions(NoPunct: true)).Info.Signature,
            new RougeOne().Info.Signature,
            new RougeScoreOne().Info.Signature,
        };
        signatures.Distinct().Count().ShouldBe(signatures.Length);
    }
}
