namespace Clt.Plugins.Metrics.Style;

/// <summary>
/// Style accuracy (transfer strength): the share of outputs that a classifier finds to be in the style that was asked for, or of prompts,
/// which is what copying reaches.
/// </summary>
/// <param name="classifier">Tells the styles apart.</param>
/// <param name="copied">Whether the prompt stands for the output.</param>
internal sealed class StyleAccuracy(StyleClassifier classifier, bool copied) : MeanMetric, IBatchMetric
{
    public override MetricInfo Info { get; } =
        copied
            ? new("copied-style", $"copied-style|{classifier.Text}|v:1", "Style accuracy of the prompts themselves (0 to 1)")
            {
                Range = MetricRange.Proportion,
            }
            : new("style", $"style|{classifier.Text}|v:1", "Style accuracy by a classifier (0 to 1)") { Range = MetricRange.Proportion };

    public string Cost(long items) => classifier.Cost;

    /// <exception cref="InvalidOperationException">Always: the classifier is trained where many are scored.</exception>
    public override ItemScore Score(Prediction prediction) =>
        throw new InvalidOperationException("Styles are told where the items of a language are scored together.");

    public IReadOnlyList<ItemScore> Score(IReadOnlyList<Prediction> predictions, MetricContext context) =>
        [.. predictions.Select(p => new ItemScore(classifier.IsTarget(copied ? p.Prompt : p.Output, p.Language, context) ? 1 : 0))];
}
