using Clt.Plugins.Metrics.Overlap;
using Clt.Plugins.Metrics.Style;
using Plugins.Tests.Sources.Lexicons;

namespace Plugins.Tests.Metrics;

/// <summary>Style accuracy by a classifier, its worth, and the harmonic mean with BLEU.</summary>
public sealed class StyleTests
{
    private static readonly Language English = Language.Parse("en");
    private readonly List<string> _said = [];

    private MetricContext Context => new(Path.GetTempPath(), _said.Add, _ => throw new InvalidOperationException());

    private static MadeUpSource Pairs(bool apart) =>
        new(
            "en fr",
            l =>
                l.Short == "fr"
                    ? []
                    : Enumerable
                        .Range(0, 60)
                        .Select(i => new Dictionary<string, string>
                        {
                            ["text"] = $"Open the file {i}.",
                            ["informal"] = apart ? $"open teh file {i} lol" : $"Open the file {i}.",
                        })
        );

    private static readonly Prediction[] Items =
    [
        .. Enumerable
            .Range(70, 20)
            .Select(i => new Prediction(
                $"{i}",
                English,
                $"open teh file {i} lol",
                i < 80 ? $"Open the file {i}." : $"open teh file {i} lol",
                [$"Open the file {i}."]
            )),
    ];

    [Fact]
    public void Outputs_in_the_style_count_and_copies_of_the_prompt_do_not()
    {
        var values = Measured(apart: true);
        values["style"].ShouldBe(0.5);
        values["style-classifier"].ShouldBe(1);
        values["copied-style"].ShouldBe(0);
        var bleu = Corpus(new Bleu(), Items) / 100;
        values["style-hm"].ShouldBe(2 * bleu * 0.5 / (bleu + 0.5), 1e-12);
        values["copied-bleu"].ShouldBe(Corpus(new Bleu(), [.. Items.Select(i => i with { Output = i.Prompt })]));
        values["copied-hm"].ShouldBe(0);
        values["hm-over-copy"].ShouldBe(values["style-hm"]);
        _said.ShouldBeEmpty();
    }

    [Fact]
    public void A_classifier_that_is_no_better_than_chance_gives_no_harmonic_mean()
    {
        var values = Measured(apart: false);
        values["style-classifier"].ShouldBe(0.5);
        values["style-hm"].ShouldBe(double.NaN);
        values["hm-over-copy"].ShouldBe(double.NaN);
        _said.ShouldContain("style-hm: the classifier of styles is no better than chance in eng_Latn: none is given.");
    }

    [Fact]
    public void Stored_sums_are_put_together_from_the_signature()
    {
        foreach (var metric in StyleRecipes.StyleTransferMetrics(Pairs(true)).Where(m => m is SumsMetric))
        {
            var items = metric is IBatchMetric batch ? batch.Score(Items, Context) : [.. Items.Select(metric.Score)];
            var read = new StyleMetricReader().Read(metric.Info.Signature).ShouldNotBeNull();
            (read.Info.Name, read.Info.Signature).ShouldBe((metric.Info.Name, metric.Info.Signature));
            read.Aggregate(items).ShouldBe(metric.Aggregate(items));
        }

        new StyleMetricReader().Read("bleu|x").ShouldBeNull();
    }

    [Fact]
    public void What_is_wrong_is_named()
    {
        Should.Throw<InputException>(() => StyleRecipes.StyleTransferMetrics(Pairs(true), "text", "text")).Message.ShouldContain("'text'");
        var french = Items[0] with { Language = Language.Parse("fr") };
        var style = (IBatchMetric)StyleRecipes.StyleTransferMetrics(Pairs(true))[0];
        Should.Throw<InputException>(() => style.Score([french], Context)).Message.ShouldContain("no pair in fra_Latn");
    }

    private Dictionary<string, double> Measured(bool apart) =>
        StyleRecipes
            .StyleTransferMetrics(Pairs(apart))
            .ToDictionary(m => m.Info.Name, m => Corpus(m, apart ? Items : [.. Items.Select(i => i with { Prompt = i.References[0] })]));

    private double Corpus(IMetric metric, IReadOnlyList<Prediction> items) =>
        metric.Aggregate(metric is IBatchMetric batch ? batch.Score(items, Context) : [.. items.Select(metric.Score)]);
}
