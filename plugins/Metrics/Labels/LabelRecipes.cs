using Clt.Plugins.Metrics.Core;

namespace Clt.Plugins.Metrics.Labels;

/// <summary>What recipes call: metrics that must know the task's labels, for <c>.Metrics(…)</c>.</summary>
[RecipeApi]
public static class LabelRecipes
{
    /// <summary>Mean F1 over labels (<see cref="Labels.MacroF1"/>).</summary>
    /// <exception cref="InputException">There are not two different labels.</exception>
    public static IMetric MacroF1(params string[] labels) => new MacroF1(labels);

    /// <summary>Matthews' correlation coefficient (<see cref="Labels.MatthewsCorrelation"/>).</summary>
    /// <exception cref="InputException">There are not two different labels.</exception>
    public static IMetric MatthewsCorrelation(params string[] labels) => new MatthewsCorrelation(labels);

    /// <summary>Cohen's kappa without weights (<see cref="Labels.Kappa"/>).</summary>
    /// <exception cref="InputException">There are not two different labels.</exception>
    public static IMetric Kappa(params string[] labels) => new Kappa(0, labels);

    /// <summary>Cohen's kappa of ordered labels with quadratic weights (<see cref="Labels.Kappa"/>).</summary>
    /// <exception cref="InputException">There are not two different labels.</exception>
    public static IMetric QuadraticKappa(params string[] labels) => new Kappa(2, labels);

    /// <summary>Krippendorff's alpha (<see cref="Labels.KrippendorffAlpha"/>).</summary>
    /// <param name="level">nominal, ordinal, interval or ratio.</param>
    /// <param name="labels">Ascending, where the level orders them.</param>
    /// <exception cref="InputException">There are not two different labels, or they are no numbers though the level needs them.</exception>
    public static IMetric KrippendorffAlpha(string level, params string[] labels) =>
        new KrippendorffAlpha(NamedValue.Of<MeasurementLevel>(level, "KrippendorffAlpha, level"), labels);

    /// <summary>Entity F1 under a scheme of tags (<see cref="Labels.EntityF1"/>).</summary>
    /// <param name="scheme">lenient, IOB1, IOB2, IOE1, IOE2, IOBES or BILOU.</param>
    /// <exception cref="InputException">There is no such scheme.</exception>
    public static IMetric EntityF1(string scheme) => new EntityF1(NamedValue.Of<TagScheme>(scheme, "EntityF1, scheme"));

    /// <summary>The share of the most frequent tag, a baseline for <c>token-accuracy</c> (<see cref="Labels.MajorityTag"/>).</summary>
    /// <param name="tags">All tags with spaces between: <c>PartsOfSpeech</c>.</param>
    /// <exception cref="InputException">There are not two different tags.</exception>
    public static IMetric MajorityTag(string tags) => new MajorityTag(Tags.Split(tags));

    /// <summary>Expected calibration error with another number of bins (<see cref="Labels.CalibrationError"/>).</summary>
    public static IMetric CalibrationError(int bins) => new CalibrationError(bins);
}
