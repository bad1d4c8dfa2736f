namespace Clt.Plugins.Metrics.Judge;

/// <summary>
/// Whether a judge prefers each output to a baseline's, asked in both orders: 1 for a win, 0 for a loss, 0.5 for a tie. Two orders that
/// disagree are a tie; <c>judge-flips</c> is the share of items on which they do (lower is better).
/// </summary>
/// <remarks>
/// An item is NaN, left out and reported, where an answer holds no verdict, or the baseline has no output for it. Equal outputs are a tie
/// without asking.
/// </remarks>
/// <param name="settings">Who judges.</param>
/// <param name="baseline">The baseline's output of an item, or null where it has none.</param>
/// <param name="baselineName">Part of the signature: changes with the baseline's outputs.</param>
/// <param name="flips">Measures disagreement of the two orders instead of wins.</param>
public sealed class PairwiseJudge(JudgeSettings settings, Func<Prediction, string?> baseline, string baselineName, bool flips = false)
    : MeanMetric,
        IBatchMetric
{
    public override MetricInfo Info { get; } =
        new(
            flips ? "judge-flips" : "judge-wins",
            $"judge-{(flips ? "flips" : "wins")}|by:{Path.GetFileName(settings.Model.TrimEnd('/'))}|"
                + $"prompt:{JudgePrompts.Version}|tokens:{settings.MaxTokens}"
                + $"|against:{baselineName}|orders:both|v:1",
            flips ? "Share of items on which the judge's two orders disagree (0 to 1)" : "Wins over the baseline, ties half (0 to 1)",
            HigherIsBetter: !flips
        )
        {
            Range = flips ? MetricRange.Proportion : MetricRange.Unit,
        };

    public string Cost(long items) => Asking.Cost(settings, 2 * items);

    /// <exception cref="NotSupportedException">Always: a judge needs the host's folder and models.</exception>
    public override ItemScore Score(Prediction prediction) =>
        throw new NotSupportedException("A judge scores items by Score(predictions, context).");

    public IReadOnlyList<ItemScore> Score(IReadOnlyList<Prediction> predictions, MetricContext context)
    {
        var others = predictions.Select(baseline).ToList();
        var asked = Enumerable.Range(0, predictions.Count).Where(i => others[i] is { } other && other != predictions[i].Output).ToList();
        var answers = Asking.Ask(settings, Info.Name, [.. asked.SelectMany(i => Both(predictions[i], others[i]!))], context);
        var scores = others
            .Select(
                (o, i) =>
                    o is null ? double.NaN
                    : flips ? 0
                    : 0.5
            )
            .ToArray();
        for (var k = 0; k < asked.Count; k++)
            scores[asked[k]] = Of(Verdicts.Preference(answers[2 * k]), Verdicts.Preference(answers[(2 * k) + 1]));
        var undefined = scores.Count(double.IsNaN);
        if (undefined > 0)
            context.Report($"{Info.Name}: {undefined} of {predictions.Count} items have no verdict or no baseline and are left out");
        return [.. scores.Select(s => new ItemScore(s))];
    }

    private static IEnumerable<string> Both(Prediction item, string other) =>
        [JudgePrompts.Pairwise(item, item.Output, other), JudgePrompts.Pairwise(item, other, item.Output)];

    private double Of(char? first, char? swapped)
    {
        if (first is null || swapped is null)
            return double.NaN;
        // In the second order the output stands at B.
        var (a, b) = (Sign(first.Value), -Sign(swapped.Value));
        return flips ? (a == b ? 0 : 1)
            : a == b ? (a + 1) / 2.0
            : 0.5;
    }

    private static int Sign(char preference) =>
        preference switch
        {
            'A' => 1,
            'B' => -1,
            _ => 0,
        };
}
