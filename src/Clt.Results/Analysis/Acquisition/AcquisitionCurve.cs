using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Store;

namespace Clt.Results.Analysis.Acquisition;

/// <summary>
/// Learning curves of one task over the kept checkpoints of pre-training: of pairs of the language that a probe was fitted in and the one
/// that it was tested in, at one layer or none.
/// </summary>
internal sealed class AcquisitionCurve
{
    private readonly AxisInfo _checkpoints;
    private readonly List<(string Label, double Share)> _ticks;

    /// <param name="task">Its name.</param>
    /// <param name="results">Its scores.</param>
    /// <param name="checkpoints">The axis of checkpoints, whose values are numbers.</param>
    public AcquisitionCurve(string task, StudyResults results, AxisInfo checkpoints)
    {
        (Task, _checkpoints, Sheet) = (task, checkpoints, results.Sheet(results.Headline));
        var numbers = checkpoints.Numbers!;
        _ticks = [.. checkpoints.Labels.Zip(numbers).Where(t => Conditions(t.First).Any()).OrderBy(t => t.Second)];
        Layers = [.. (results.Axes.FirstOrDefault(a => a.Name == AxisInfo.Layer)?.Labels ?? []).Where(l => Has(AxisInfo.Layer, l))];
        Pairs = [.. Fitted().SelectMany(f => Sheet.Languages.Select(l => new LearntPair(f, l))).Where(IsMeasured)];
        (Own, Others) = ([.. Pairs.Where(p => p.IsOwn)], [.. Pairs.Where(p => !p.IsOwn)]);
        Layer = Layers.Count == 0 ? null : Layers.MaxBy(l => Sign * Pairs.Average(p => Values(p, l).Average()));
    }

    public string Task { get; }

    public ScoreSheet Sheet { get; }

    /// <summary>From the embeddings to the last; none where states are not measured.</summary>
    public IReadOnlyList<string> Layers { get; }

    /// <summary>The layer whose mean over checkpoints and pairs is best: one for all, so that no checkpoint chooses its own.</summary>
    public string? Layer { get; }

    /// <summary>What was measured at every checkpoint.</summary>
    public IReadOnlyList<LearntPair> Pairs { get; }

    /// <summary>Pairs of a language with itself.</summary>
    public IReadOnlyList<LearntPair> Own { get; }

    /// <summary>Pairs of two languages.</summary>
    public IReadOnlyList<LearntPair> Others { get; }

    /// <summary>Shares of pre-training, from the first checkpoint to the last.</summary>
    public IReadOnlyList<double> Shares => [.. _ticks.Select(t => t.Share)];

    private int Sign => Sheet.HigherIsBetter ? 1 : -1;

    /// <summary>
    /// The mean over pairs of the share of pre-training at which a part of the best score is first reached; no interval leaves what was
    /// seen of it.
    /// </summary>
    public Interval Time(IReadOnlyList<LearntPair> pairs, double part) =>
        Of(pairs, v => MeanTime(v, pairs.Count, part)).Within(_ticks[0].Share, _ticks[^1].Share);

    /// <summary>How much later some pairs reach it than others.</summary>
    public Interval Delay(IReadOnlyList<LearntPair> pairs, IReadOnlyList<LearntPair> after, double part)
    {
        var split = after.Count * _ticks.Count;
        var whole = _ticks[^1].Share - _ticks[0].Share;
        return Of([.. after, .. pairs], v => MeanTime(v[split..], pairs.Count, part) - MeanTime(v[..split], after.Count, part))
            .Within(-whole, whole);
    }

    /// <summary>The gain of a layer from one checkpoint to the last; below 0 where it falls, whatever way the metric improves.</summary>
    public Interval Gain(IReadOnlyList<LearntPair> pairs, string? layer, int from)
    {
        var (last, first) = (Scores(pairs, layer, _ticks.Count - 1), Scores(pairs, layer, from));
        return Sheet.Of([.. last, .. first], v => Sign * (v[..pairs.Count].Average() - v[pairs.Count..].Average()));
    }

    /// <summary>The mean over pairs at a checkpoint.</summary>
    public Interval At(IReadOnlyList<LearntPair> pairs, int tick) => Sheet.Of(Scores(pairs, Layer, tick), v => v.Average());

    /// <summary>The last checkpoint that has seen half of pre-training or less.</summary>
    public int Half => Math.Max(0, _ticks.FindLastIndex(t => t.Share <= 0.5 * _ticks[^1].Share));

    private IEnumerable<Condition> Conditions(string checkpoint) =>
        Sheet.Conditions.Where(c => c.Axes.GetValueOrDefault(_checkpoints.Name) == checkpoint);

    private bool Has(string axis, string label) => Sheet.Conditions.Any(c => c.Axes.GetValueOrDefault(axis) == label);

    private IEnumerable<string?> Fitted()
    {
        var named = Sheet.Conditions.Select(c => c.Axes.GetValueOrDefault(AxisInfo.FittedIn)).Distinct().ToList();
        return named.Exists(n => n is not null) ? named.Where(n => n is not null) : [null];
    }

    private bool IsMeasured(LearntPair pair) =>
        Enumerable.Range(0, _ticks.Count).All(t => Condition(pair, Layers.FirstOrDefault(), t) is { } c && Sheet.Has(c, pair.Language));

    private Condition? Condition(LearntPair pair, string? layer, int tick) =>
        Conditions(_ticks[tick].Label)
            .FirstOrDefault(c =>
                c.Axes.GetValueOrDefault(AxisInfo.FittedIn) == pair.Fitted && c.Axes.GetValueOrDefault(AxisInfo.Layer) == layer
            );

    private List<(Condition, string)> Scores(IReadOnlyList<LearntPair> pairs, string? layer, int tick) =>
        [.. pairs.Select(p => (Condition(p, layer, tick)!, p.Language))];

    private IEnumerable<double> Values(LearntPair pair, string? layer) =>
        Enumerable.Range(0, _ticks.Count).Select(t => Sheet.Estimate(Condition(pair, layer, t)!, [pair.Language]));

    private Interval Of(IReadOnlyList<LearntPair> pairs, Func<double[], double> function) =>
        Sheet.Of(
            [.. pairs.SelectMany(p => Enumerable.Range(0, _ticks.Count).Select(t => (Condition(p, Layer, t)!, p.Language)))],
            function
        );

    private double MeanTime(double[] values, int pairs, double part)
    {
        var (n, shares) = (_ticks.Count, Shares);
        return Enumerable.Range(0, pairs).Average(p => LearningTime.Of(shares, values[(p * n)..((p + 1) * n)], part, Sign > 0));
    }
}

/// <summary>A pair of the language that a probe was fitted in, where it was in another, and the one tested in.</summary>
/// <param name="Fitted">A tag, or null where each language is its own.</param>
/// <param name="Language">A code.</param>
internal sealed record LearntPair(string? Fitted, string Language)
{
    /// <summary>Whether both are one language.</summary>
    public bool IsOwn => Fitted is null || Clt.Language.Parse(Fitted).Code == Language;

    public string Title => Fitted is null ? Clt.Language.Parse(Language).Short : $"{Fitted} → {Clt.Language.Parse(Language).Short}";
}
