namespace Clt.Plugins.Metrics.Labels;

/// <summary>
/// Counts of true label by predicted label, and the scores that depend on them only. A ratio without a denominator is 0, kappa without one
/// NaN.
/// </summary>
/// <param name="counts">[true, predicted], square.</param>
public sealed class ConfusionMatrix(double[,] counts)
{
    private readonly int _k = counts.GetLength(0);

    /// <summary>Counts labels 0 to k - 1.</summary>
    public static ConfusionMatrix Of(IReadOnlyList<int> truth, IReadOnlyList<int> predicted, int k)
    {
        var counts = new double[k, k];
        for (var i = 0; i < truth.Count; i++)
            counts[truth[i], predicted[i]]++;
        return new ConfusionMatrix(counts);
    }

    public double this[int truth, int predicted] => counts[truth, predicted];

    public double Total => Labels.Sum(Support);

    private IEnumerable<int> Labels => Enumerable.Range(0, _k);

    /// <summary>Items whose true label this is.</summary>
    public double Support(int label) => Labels.Sum(j => counts[label, j]);

    /// <summary>Items predicted as this label.</summary>
    public double Predicted(int label) => Labels.Sum(i => counts[i, label]);

    public double Accuracy => Ratio(Labels.Sum(i => counts[i, i]), Total);

    /// <summary>Mean recall over the labels that occur in the truth.</summary>
    public double BalancedAccuracy => Labels.Where(l => Support(l) > 0).Average(Recall);

    public double Precision(int label) => Ratio(counts[label, label], Predicted(label));

    public double Recall(int label) => Ratio(counts[label, label], Support(label));

    public double F1(int label) => Ratio(2 * counts[label, label], Predicted(label) + Support(label));

    /// <summary>A label score averaged over labels that occur in truth or prediction.</summary>
    public double Macro(Func<int, double> score) => Labels.Where(l => Support(l) + Predicted(l) > 0).Average(score);

    /// <summary>A label score averaged with the labels' support as weight.</summary>
    public double Weighted(Func<int, double> score) => Labels.Sum(l => Support(l) * score(l)) / Total;

    /// <summary>
    /// Matthews' correlation coefficient for any number of labels (Gorodkin 2004); 0 where truth or prediction is constant.
    /// </summary>
    public double Mcc
    {
        get
        {
            var correct = Labels.Sum(i => counts[i, i]);
            var covariance = (correct * Total) - Labels.Sum(l => Support(l) * Predicted(l));
            var predicted = (Total * Total) - Labels.Sum(l => Predicted(l) * Predicted(l));
            var truth = (Total * Total) - Labels.Sum(l => Support(l) * Support(l));
            return Ratio(covariance, Math.Sqrt(predicted * truth));
        }
    }

    /// <summary>
    /// Cohen's kappa; weights of disagreement |i - j|^power (0: all disagreements alike). NaN where chance agreement is certain.
    /// </summary>
    public double Kappa(int power = 0)
    {
        var (observed, expected) = (0.0, 0.0);
        foreach (var i in Labels)
        {
            foreach (var j in Labels)
            {
                var weight = i == j ? 0 : Math.Pow(Math.Abs(i - j), power);
                observed += weight * counts[i, j];
                expected += weight * Support(i) * Predicted(j) / Total;
            }
        }

        return 1 - (observed / expected);
    }

    private static double Ratio(double numerator, double denominator) => denominator == 0 ? 0 : numerator / denominator;
}
