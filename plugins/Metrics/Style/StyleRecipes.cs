namespace Clt.Plugins.Metrics.Style;

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class StyleRecipes
{
    /// <summary>
    /// What style transfer is measured by beside BLEU, for <c>.Metrics(…)</c>: style accuracy by a classifier that is trained on the pairs'
    /// training part (<c>style</c>), its accuracy on test items (<c>style-classifier</c>), the harmonic mean of BLEU and style accuracy
    /// (<c>style-hm</c>), all of it for the prompts themselves (<c>copied-bleu</c>, <c>copied-style</c>, <c>copied-hm</c>), and what the
    /// harmonic mean gains over them (<c>hm-over-copy</c>).
    /// </summary>
    /// <param name="on">Records with a text in both styles, such as <c>Informal(…)</c>; the task's prompt is the one that is read.</param>
    /// <param name="target">The field of the style that is written.</param>
    /// <param name="other">The field of the style that is read.</param>
    /// <exception cref="InputException">Both fields are one.</exception>
    public static IMetric[] StyleTransferMetrics(ISource on, string target = "text", string other = "informal")
    {
        if (target == other)
            throw new InputException(
                $"'{target}' is the style that is read and the one that is written",
                "StyleTransferMetrics",
                "Name two."
            );
        var classifier = new StyleClassifier(on, target, other);
        return
        [
            new StyleAccuracy(classifier, copied: false),
            new ClassifierAccuracy(classifier),
            new StyleHarmonicMean(StyleHarmonicOf.Outputs, classifier),
            new CopiedBleu(),
            new StyleAccuracy(classifier, copied: true),
            new StyleHarmonicMean(StyleHarmonicOf.Prompts, classifier),
            new StyleHarmonicMean(StyleHarmonicOf.Difference, classifier),
        ];
    }
}
