using Clt.Plugins.Metrics.Labels;

namespace Plugins.Tests.Metrics.Labels;

/// <summary>
/// Macro F1, MCC, kappa, Krippendorff's alpha and calibration on odd outputs; on ordinary ones the golden tests hold them.
/// </summary>
public class LabelScoreTests
{
    private static readonly string[] Names = ["yes", "no"];

    [Fact]
    public void An_output_that_is_no_label_is_wrong_and_no_label_of_its_own_in_the_mean()
    {
        var metric = new MacroF1(Names);
        Whole(metric, ("yes", "yes"), ("no", "no")).ShouldBe(1);
        Whole(metric, (" Yes. ", "yes"), ("NO", "no")).ShouldBe(1, "case, white space and full stop do not count");
        Whole(metric, ("yes", "yes"), ("perhaps", "no")).ShouldBe(0.5, "F1 of 'no' is 0, of 'yes' 1");
        Whole(metric, ("", "yes"), (" ", "no"), ("\ud800", "no")).ShouldBe(0);
    }

    [Fact]
    public void Constant_outputs_have_no_correlation()
    {
        Whole(new MatthewsCorrelation(Names), ("yes", "yes"), ("yes", "no")).ShouldBe(0);
        Whole(new MatthewsCorrelation(Names), ("yes", "yes")).ShouldBe(0);
        Whole(new Kappa(0, Names), ("yes", "yes"), ("yes", "no")).ShouldBe(0);
        Whole(new Kappa(0, Names), ("yes", "yes")).ShouldBe(double.NaN, "chance agrees too");
        Whole(new Kappa(2, "1", "2", "3"), ("none", "3"), ("1", "1"), ("2", "2"))
            .ShouldBe(1 - (4 / ((0 + 1 + 4 + 1 + 0 + 4 + 4 + 1 + 4) / 3.0)), 1e-12);
    }

    [Fact]
    public void Alpha_takes_other_outputs_for_missing_ratings()
    {
        var metric = new KrippendorffAlpha(MeasurementLevel.Nominal, Names);
        var with = Whole(metric, ("yes", "yes"), ("no", "no"), ("yes", "no"), ("what", "no"));
        with.ShouldBe(Whole(metric, ("yes", "yes"), ("no", "no"), ("yes", "no")));
        with.ShouldBeLessThan(1);
        Whole(metric, ("yes", "yes")).ShouldBe(double.NaN);
        Should
            .Throw<InputException>(() => new KrippendorffAlpha(MeasurementLevel.Interval, "2", "1"))
            .Message.ShouldContain("ascending numbers");
        Should.Throw<InputException>(() => new KrippendorffAlpha(MeasurementLevel.Ratio, "low", "high")).Message.ShouldContain("'low'");
    }

    [Fact]
    public void Calibration_needs_confidence()
    {
        var metric = new CalibrationError(10);
        metric.Aggregate([Confident(metric, 0.75, "yes"), Confident(metric, 0.75, "no")]).ShouldBe(0.25, 1e-12);
        metric.Aggregate([Confident(metric, double.NaN, "yes"), Confident(metric, 1, "yes")]).ShouldBe(0);
        metric.Aggregate([Confident(metric, double.NaN, "yes")]).ShouldBe(double.NaN);
        Should.Throw<InputException>(() => metric.Score(Predict.Of("yes", "yes"))).Message.ShouldContain("not measured");
    }

    [Fact]
    public void Wrong_labels_are_refused()
    {
        Should.Throw<InputException>(() => new MacroF1("yes")).Message.ShouldContain("two or more");
        Should.Throw<InputException>(() => new MacroF1("yes", "YES ")).Message.ShouldContain("different");
        Should.Throw<InputException>(() => new MacroF1("yes", "")).Message.ShouldContain("different");
        Should.Throw<InputException>(() => new MacroF1(Names).Score(Predict.Of("yes", "maybe"))).Message.ShouldContain("'maybe'");
        Should.Throw<InputException>(() => new MacroF1(Names).Score(Predict.Of("yes"))).Message.ShouldContain("no reference");
    }

    private static ItemScore Confident(IMetric metric, double confidence, string output) =>
        metric.Score(Predict.Of(output, "yes") with { LogLikelihood = Math.Log(confidence) });

    private static double Whole(IMetric metric, params (string Output, string Truth)[] items) =>
        metric.Aggregate([.. items.Select(i => metric.Score(Predict.Of(i.Output, i.Truth)))]);
}
