using Clt.Plugins.Metrics.Overlap;

namespace Clt.Plugins.Metrics.Style;

/// <summary>
/// Held-out accuracy of a style classifier: whether it finds prompts in the style that is read and references in the one that is written.
/// They are test items, on which it was not trained. Of several references the first counts.
/// </summary>
internal sealed class ClassifierAccuracy(StyleClassifier classifier) : MeanMetric, IBatchMetric
{
    /// <summary>95 %, two-sided.</summary>
    private const double Normal = 1.959964;

    public override MetricInfo Info { get; } =
        new("style-classifier", $"style-classifier|{classifier.Text}|v:1", "Accuracy of the classifier of styles on test items (0 to 1)")
        {
            Range = MetricRange.Unit,
        };

    public string Cost(long items) => classifier.Cost;

    /// <exception cref="InvalidOperationException">Always: the classifier is trained where many are scored.</exception>
    public override ItemScore Score(Prediction prediction) =>
        throw new InvalidOperationException("Styles are told where the items of a language are scored together.");

    public IReadOnlyList<ItemScore> Score(IReadOnlyList<Prediction> predictions, MetricContext context) =>
        [.. predictions.Select(p => new ItemScore(Right(p, context) / 2.0))];

    /// <summary>Whether it is right more often than a coin: the lower end of Wilson's 95 % interval over prompts and references.</summary>
    public bool IsAboveChance(IReadOnlyList<Prediction> predictions, MetricContext context)
    {
        var (n, square) = (2.0 * predictions.Count, Normal * Normal);
        var share = predictions.Sum(p => Right(p, context)) / n;
        var half = Normal * Math.Sqrt((share * (1 - share) / n) + (square / (4 * n * n)));
        return (share + (square / (2 * n)) - half) / (1 + (square / n)) > 0.5;
    }

    private int Right(Prediction prediction, MetricContext context)
    {
        References.Check(prediction, Info.Name);
        var read = classifier.IsTarget(prediction.Prompt, prediction.Language, context) ? 0 : 1;
        return read + (classifier.IsTarget(prediction.References[0], prediction.Language, context) ? 1 : 0);
    }
}
