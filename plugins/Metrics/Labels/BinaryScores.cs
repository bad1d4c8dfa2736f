namespace Clt.Plugins.Metrics.Labels;

/// <summary>How well scores separate two classes (scikit-learn's definitions).</summary>
public static class BinaryScores
{
    /// <summary>The ROC curve: false and true positive rates at falling thresholds, from infinity through every distinct score.</summary>
    public static (double[] FalseRate, double[] TrueRate, double[] Thresholds) Roc(IReadOnlyList<bool> truth, IReadOnlyList<double> scores)
    {
        var steps = Steps(truth, scores);
        var (positives, negatives) = (steps[^1].Positives, steps[^1].Negatives);
        return (
            [0, .. steps.Select(s => s.Negatives / negatives)],
            [0, .. steps.Select(s => s.Positives / positives)],
            [double.PositiveInfinity, .. steps.Select(s => s.Threshold)]
        );
    }

    /// <summary>Area under the ROC curve; NaN where one class is missing.</summary>
    public static double RocAuc(IReadOnlyList<bool> truth, IReadOnlyList<double> scores)
    {
        var (area, before) = (0.0, (Positives: 0.0, Negatives: 0.0));
        var steps = Steps(truth, scores);
        foreach (var step in steps)
        {
            area += (step.Negatives - before.Negatives) * (step.Positives + before.Positives) / 2;
            before = (step.Positives, step.Negatives);
        }

        return area / (steps[^1].Positives * steps[^1].Negatives);
    }

    /// <summary>Mean of precision weighted by the gain in recall, without interpolation.</summary>
    public static double AveragePrecision(IReadOnlyList<bool> truth, IReadOnlyList<double> scores)
    {
        var (sum, before) = (0.0, 0.0);
        var steps = Steps(truth, scores);
        foreach (var step in steps)
        {
            sum += (step.Positives - before) / steps[^1].Positives * (step.Positives / (step.Positives + step.Negatives));
            before = step.Positives;
        }

        return sum;
    }

    /// <summary>Mean squared distance of the probability from the truth.</summary>
    public static double Brier(IReadOnlyList<bool> truth, IReadOnlyList<double> scores) =>
        scores.Select((s, i) => Math.Pow(s - (truth[i] ? 1 : 0), 2)).Average();

    /// <summary>Mean negative log-likelihood, probabilities kept at least <paramref name="clip"/> from 0 and 1.</summary>
    public static double LogLoss(IReadOnlyList<bool> truth, IReadOnlyList<double> scores, double clip = 1e-12) =>
        scores.Select((s, i) => -Math.Log(truth[i] ? Math.Clamp(s, clip, 1 - clip) : 1 - Math.Clamp(s, clip, 1 - clip))).Average();

    /// <summary>Positives and negatives with a score of at least each distinct score, from the highest.</summary>
    private static List<(double Threshold, double Positives, double Negatives)> Steps(
        IReadOnlyList<bool> truth,
        IReadOnlyList<double> scores
    )
    {
        var steps = new List<(double, double, double)>();
        var (positives, negatives) = (0.0, 0.0);
        foreach (var group in scores.Select((s, i) => (Score: s, Truth: truth[i])).GroupBy(p => p.Score).OrderByDescending(g => g.Key))
        {
            positives += group.Count(p => p.Truth);
            negatives += group.Count(p => !p.Truth);
            steps.Add((group.Key, positives, negatives));
        }

        return steps;
    }
}
