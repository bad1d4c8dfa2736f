using Clt.Plugins.Metrics.Core;

namespace Plugins.Tests.Metrics.Core;

public class SimpleMetricsTests
{
    private static Prediction Scored(double? logLikelihood, int tokens, string text) =>
        new("item", Predict.English, "", "", [text], logLikelihood, tokens);

    [Fact]
    public void Exact_match_ignores_outer_space_and_composition_only()
    {
        var metric = new ExactMatch();
        metric.Value(" cafe\u0301\n", "café").ShouldBe(1);
        metric.Value("Café", "café").ShouldBe(0);
        metric.Value("b", "a", "b").ShouldBe(1);
        metric.Value("", "a").ShouldBe(0);
        metric.Value(" ", "").ShouldBe(1);
        metric.Value("a").ShouldBe(0);
        metric.Value("\ud800", "\ud800").ShouldBe(1);
    }

    [Fact]
    public void Accuracy_ignores_case_and_a_full_stop()
    {
        var metric = new Accuracy();
        metric.Value("Entailment.", "entailment").ShouldBe(1);
        metric.Value("含意。", "含意").ShouldBe(1);
        metric.Value("neutral", "entailment").ShouldBe(0);
        metric.Value("", "entailment").ShouldBe(0);
    }

    [Fact]
    public void Bits_per_byte_weighs_items_by_their_bytes()
    {
        var metric = new BitsPerByte();
        var items = new[]
        {
            metric.Score(Scored(-8 * Math.Log(2), 3, "abcd")),
            metric.Score(Scored(-3 * Math.Log(2), 1, "日")),
            metric.Score(Scored(0, 0, "")),
        };
        items.Take(2).Select(i => i.Value).ShouldBe([2, 1], 1e-12);
        items[2].Value.ShouldBe(double.NaN);
        metric.Aggregate(items).ShouldBe(11.0 / 7, 1e-12);
        metric.Info.HigherIsBetter.ShouldBeFalse();
        metric.Aggregate([metric.Score(Scored(double.NaN, 1, "a")), items[0]]).ShouldBe(double.NaN);
    }

    [Fact]
    public void Perplexity_weighs_items_by_their_tokens()
    {
        var metric = new Perplexity();
        var items = new[] { metric.Score(Scored(-4, 2, "a")), metric.Score(Scored(-1, 3, "b")) };
        items[0].Value.ShouldBe(Math.Exp(2), 1e-12);
        metric.Aggregate(items).ShouldBe(Math.E, 1e-12);
        metric.Score(Scored(0, 0, "")).Value.ShouldBe(double.NaN);
    }

    [Fact]
    public void Unmeasured_likelihood_is_named()
    {
        foreach (IMetric metric in new IMetric[] { new Perplexity(), new BitsPerByte() })
        {
            Should.Throw<InputException>(() => metric.Score(Scored(null, 1, "a"))).Message.ShouldContain("was not measured");
        }

        Should
            .Throw<InputException>(() => new BitsPerByte().Score(Scored(-1, 1, "a") with { References = [] }))
            .Message.ShouldContain("no reference");
    }

    [Fact]
    public void Means_leave_undefined_items_out()
    {
        var metric = new ExactMatch();
        metric.Aggregate([new(1), new(double.NaN), new(0)]).ShouldBe(0.5);
        metric.Aggregate([new(double.NaN)]).ShouldBe(double.NaN);
    }
}
