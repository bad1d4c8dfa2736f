namespace Clt.Plugins.Metrics.Judge;

/// <summary>
/// A judge's rating of each output, 1 to 5, switch-aware: an output in the wrong language gets 1 and is not shown to the judge.
/// </summary>
/// <remarks>
/// An answer without a rating from 1 to 5 makes the item NaN: it is left out of the mean, reported, and counted by <c>judge-unparsed</c> (0
/// to 1, lower is better), which reads the same stored answers. An empty output is judged like any other. The order of items, and what else
/// is judged, change nothing.
/// </remarks>
/// <param name="settings">Who judges.</param>
/// <param name="language">
/// 1 where an output is in its language, 0 where not, NaN where that cannot be told (a line pass rate); null judges all.
/// </param>
/// <param name="unparsed">Measures the share of answers without a rating instead of the ratings.</param>
public sealed class PointwiseJudge(JudgeSettings settings, IMetric? language, bool unparsed = false)
    : MeanMetric,
        IBatchMetric,
        ILanguageBound
{
    private const int WrongLanguage = 1;

    public override MetricInfo Info { get; } =
        new(
            unparsed ? "judge-unparsed" : "judge",
            $"judge|by:{Path.GetFileName(settings.Model.TrimEnd('/'))}|prompt:{JudgePrompts.Version}|tokens:{settings.MaxTokens}"
                + $"|switch:{language?.Info.Signature ?? "no"}|{(unparsed ? "unparsed|" : "")}v:1",
            unparsed
                ? "Share of judge's answers without a rating (0 to 1)"
                : "A judge's rating (1 to 5); an output in the wrong language gets 1",
            HigherIsBetter: !unparsed
        )
        {
            Range = unparsed ? MetricRange.Proportion : new MetricRange(1, 5),
        };

    /// <inheritdoc/>
    public Problem? Refusal(Language of) => (language as ILanguageBound)?.Refusal(of);

    public string Cost(long items) => Asking.Cost(settings, items);

    /// <exception cref="NotSupportedException">Always: a judge needs the host's folder and models.</exception>
    public override ItemScore Score(Prediction prediction) =>
        throw new NotSupportedException("A judge scores items by Score(predictions, context).");

    public IReadOnlyList<ItemScore> Score(IReadOnlyList<Prediction> predictions, MetricContext context)
    {
        var wrong = predictions.Select(p => language?.Score(p).Value == 0).ToList();
        var shown = Enumerable.Range(0, predictions.Count).Where(i => !wrong[i]).ToList();
        var answers = Asking.Ask(settings, Info.Name, [.. shown.Select(i => JudgePrompts.Pointwise(predictions[i]))], context);
        var ratings = new double[predictions.Count];
        Array.Fill(ratings, WrongLanguage);
        for (var k = 0; k < shown.Count; k++)
            ratings[shown[k]] = Verdicts.Rating(answers[k]) ?? double.NaN;
        Report(predictions, ratings, context);
        return
        [
            .. ratings.Select(
                (r, i) =>
                    new ItemScore(
                        !unparsed ? r
                        : wrong[i] ? double.NaN
                        : double.IsNaN(r) ? 1
                        : 0
                    )
            ),
        ];
    }

    private void Report(IReadOnlyList<Prediction> predictions, double[] ratings, MetricContext context)
    {
        List<string> without = [.. predictions.Where((_, i) => double.IsNaN(ratings[i])).Select(p => p.ItemId)];
        if (without.Count == 0)
            return;
        context.Report(
            $"{Info.Name}: {without.Count} of {predictions.Count} answers hold no rating from 1 to 5, their items are left out: "
                + $"{string.Join(", ", without.Take(5))}{(without.Count > 5 ? ", …" : "")}"
        );
    }
}
