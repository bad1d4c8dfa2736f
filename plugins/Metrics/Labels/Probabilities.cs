namespace Clt.Plugins.Metrics.Labels;

/// <summary>Scores of predicted distributions over labels 0 to k - 1.</summary>
public static class Probabilities
{
    /// <summary>Share of items whose label is among the k most probable.</summary>
    public static double TopK(IReadOnlyList<int> truth, IReadOnlyList<double[]> probabilities, int k) =>
        probabilities.Select((p, i) => p.Count(v => v > p[truth[i]]) < k ? 1.0 : 0).Average();

    /// <summary>Mean negative log-probability of the label, of rows normalised to sum to one.</summary>
    public static double LogLoss(IReadOnlyList<int> truth, IReadOnlyList<double[]> probabilities) =>
        probabilities.Select((p, i) => -Math.Log(Math.Max(p[truth[i]], double.Epsilon) / p.Sum())).Average();

    /// <summary>Mean over items of the summed squared distances from the one-hot label.</summary>
    public static double Brier(IReadOnlyList<int> truth, IReadOnlyList<double[]> probabilities) =>
        probabilities.Select((p, i) => p.Select((v, k) => Math.Pow(v - (k == truth[i] ? 1 : 0), 2)).Sum()).Average();

    /// <summary>Mean area under the ROC curve of each label against the rest.</summary>
    public static double AucOneVersusRest(IReadOnlyList<int> truth, IReadOnlyList<double[]> probabilities) =>
        Enumerable
            .Range(0, probabilities[0].Length)
            .Average(k => BinaryScores.RocAuc([.. truth.Select(t => t == k)], [.. probabilities.Select(p => p[k])]));

    /// <summary>Mean area under the ROC curve over pairs of labels, each way (Hand and Till 2001).</summary>
    public static double AucOneVersusOne(IReadOnlyList<int> truth, IReadOnlyList<double[]> probabilities)
    {
        var k = probabilities[0].Length;
        var areas =
            from a in Enumerable.Range(0, k)
            from b in Enumerable.Range(0, k)
            where a != b
            let rows = Enumerable.Range(0, truth.Count).Where(i => truth[i] == a || truth[i] == b).ToList()
            select BinaryScores.RocAuc([.. rows.Select(i => truth[i] == a)], [.. rows.Select(i => probabilities[i][a])]);
        return areas.Average();
    }
}
