using Clt.Plugins.Metrics.Overlap;

namespace Clt.Plugins.Metrics.Style;

/// <summary>What a harmonic mean is of.</summary>
internal enum StyleHarmonicOf
{
    /// <summary>The outputs.</summary>
    Outputs,

    /// <summary>The prompts in their place: what copying reaches.</summary>
    Prompts,

    /// <summary>The outputs' less the prompts'.</summary>
    Difference,
}

/// <summary>
/// Harmonic mean (HM) of BLEU, as a share of 1, and style accuracy, both over the corpus (Lai et al. 2022, section 3). Not a number where
/// the classifier is no better than chance.
/// </summary>
/// <param name="of">What is scored.</param>
/// <param name="classifier">Null where stored scores are only put together.</param>
/// <param name="signature">Of the metric; its own where there is a classifier.</param>
internal sealed class StyleHarmonicMean(StyleHarmonicOf of, StyleClassifier? classifier, string signature = "") : SumsMetric, IBatchMetric
{
    private static readonly Bleu Bleu = new();

    /// <summary>BLEU's statistics, items in the style, items.</summary>
    private static readonly int Size = 2 + (2 * Bleu.Options.MaxOrder) + 2;

    private readonly ClassifierAccuracy? _worth = classifier is null ? null : new(classifier);

    public override MetricInfo Info { get; } =
        new(
            NameOf(of),
            classifier is null ? signature : $"{NameOf(of)}|{classifier.Text}|of:{Bleu.Info.Signature}|v:1",
            of switch
            {
                StyleHarmonicOf.Outputs => "Harmonic mean of BLEU / 100 and style accuracy (0 to 1)",
                StyleHarmonicOf.Prompts => "The same of the prompts themselves: copying",
                StyleHarmonicOf.Difference => "The same less that of copying the prompts (-1 to 1)",
                _ => throw new ArgumentOutOfRangeException(nameof(of), of, "There is no such mean."),
            }
        )
        {
            Range = of == StyleHarmonicOf.Difference ? MetricRange.Signed : MetricRange.Unit,
        };

    public string Cost(long items) => classifier!.Cost;

    /// <exception cref="InvalidOperationException">Always: the classifier is trained where many are scored.</exception>
    public override ItemScore Score(Prediction prediction) =>
        throw new InvalidOperationException("Styles are told where the items of a language are scored together.");

    public IReadOnlyList<ItemScore> Score(IReadOnlyList<Prediction> predictions, MetricContext context)
    {
        var refused = !_worth!.IsAboveChance(predictions, context);
        if (refused)
            context.Report(
                $"{Info.Name}: the classifier of styles is no better than chance in {predictions[0].Language.Code}: none is given."
            );
        return
        [
            .. predictions.Select(p =>
                Item(refused ? new double[of == StyleHarmonicOf.Difference ? 2 * Size : Size] : Statistics(p, context))
            ),
        ];
    }

    public override double FromSums(ReadOnlySpan<double> sums) =>
        of == StyleHarmonicOf.Difference ? Mean(sums[..Size]) - Mean(sums[Size..]) : Mean(sums);

    internal static string NameOf(StyleHarmonicOf of) =>
        of switch
        {
            StyleHarmonicOf.Outputs => "style-hm",
            StyleHarmonicOf.Prompts => "copied-hm",
            StyleHarmonicOf.Difference => "hm-over-copy",
            _ => throw new ArgumentOutOfRangeException(nameof(of), of, "There is no such mean."),
        };

    private double[] Statistics(Prediction p, MetricContext context) =>
        of switch
        {
            StyleHarmonicOf.Outputs => Statistics(p, p.Output, context),
            StyleHarmonicOf.Prompts => Statistics(p, p.Prompt, context),
            StyleHarmonicOf.Difference => [.. Statistics(p, p.Output, context), .. Statistics(p, p.Prompt, context)],
            _ => throw new ArgumentOutOfRangeException(nameof(p), of, "There is no such mean."),
        };

    private double[] Statistics(Prediction p, string text, MetricContext context) =>
        [.. Bleu.Statistics(text, p.References), classifier!.IsTarget(text, p.Language, context) ? 1 : 0, 1];

    private static double Mean(ReadOnlySpan<double> sums)
    {
        if (sums[^1] == 0)
            return double.NaN;
        var (bleu, style) = (Bleu.FromSums(sums[..^2]) / 100, sums[^2] / sums[^1]);
        return bleu + style == 0 ? 0 : 2 * bleu * style / (bleu + style);
    }
}
