using Clt.Plugins.Metrics.Labels;
using Clt.Plugins.Metrics.Overlap;

namespace Plugins.Tests.Metrics;

/// <summary>What recipes write for metrics with settings.</summary>
public class MetricWordsTests
{
    [Fact]
    public void Words_make_the_metrics_that_they_name()
    {
        foreach (
            var (made, expected) in new (IMetric, IMetric)[]
            {
                (OverlapRecipes.Bleu(), new Bleu()),
                (
                    OverlapRecipes.Bleu("zh", lowercase: true, smoothing: "add-k", smoothValue: 2),
                    new Bleu(new BleuOptions(BleuTokenizer.Zh, true, Smoothing.AddK, 2))
                ),
                (OverlapRecipes.Chrf(wordOrder: 2), new ChrfPlusPlus()),
                (OverlapRecipes.Ter(caseSensitive: true), new Ter(new TerOptions(CaseSensitive: true))),
                (OverlapRecipes.Rouge("2"), new RougeTwo()),
                (OverlapRecipes.Rouge("lsum", "english-stemmed"), new Rouge(RougeKind.Lsum, RougeTokenizer.EnglishStemmed)),
                (OverlapRecipes.Rouge("l", "xl-sum-stemmed"), new Rouge(RougeKind.L, RougeTokenizer.XlSumStemmed)),
                (LabelRecipes.EntityF1("iob2"), new EntityF1(TagScheme.IOB2)),
                (LabelRecipes.KrippendorffAlpha("ordinal", "1", "2"), new KrippendorffAlpha(MeasurementLevel.Ordinal, "1", "2")),
            }
        )
        {
            (made.Info.Name, made.Info.Signature).ShouldBe((expected.Info.Name, expected.Info.Signature));
        }
    }

    [Fact]
    public void Unknown_names_and_numbers_out_of_range_are_refused_with_what_there_is()
    {
        Mend(() => OverlapRecipes.Bleu("moses")).ShouldContain("intl, zh, char, none, ja-mecab, ko-mecab");
        Mend(() => OverlapRecipes.Bleu(smoothing: "addk1")).ShouldContain("exp, floor, add-k, none");
        Mend(() => OverlapRecipes.Rouge("4")).ShouldContain("one, two, three");
        Mend(() => OverlapRecipes.Rouge("1", "xlsum2")).ShouldContain("xl-sum-stemmed");
        Mend(() => LabelRecipes.EntityF1("BIO")).ShouldContain("IOB2");
        Mend(() => LabelRecipes.KrippendorffAlpha("scale", "1", "2")).ShouldContain("nominal, ordinal");
        Mend(() => OverlapRecipes.Bleu(maxOrder: 0)).ShouldBe("Give at least 1.");
        Mend(() => OverlapRecipes.Chrf(charOrder: 0)).ShouldBe("Give at least 1.");
    }

    private static string Mend(Func<IMetric> make) => Should.Throw<InputException>(make).Problems[0].Mend;
}
