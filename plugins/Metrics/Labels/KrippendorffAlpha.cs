namespace Clt.Plugins.Metrics.Labels;

/// <summary>
/// Krippendorff's alpha of the output and all references as raters: 1 for agreement, 0 for chance. NaN where only one value occurs.
/// </summary>
/// <remarks>
/// An output or reference that is none of the labels (an empty one too) is a missing rating. An item with fewer than two adds nothing.
/// </remarks>
public sealed class KrippendorffAlpha : SumsMetric
{
    private const string Name = "krippendorff-alpha";
    private readonly MeasurementLevel _level;
    private readonly LabelSet _labels;
    private readonly double[] _values;

    /// <param name="level">What distances mean; above nominal, labels must be ascending numbers (ordinal: in their order).</param>
    /// <param name="labels">At least two.</param>
    /// <exception cref="InputException">Labels are no ascending numbers though the level needs them.</exception>
    public KrippendorffAlpha(MeasurementLevel level, params string[] labels)
    {
        (_level, _labels) = (level, new LabelSet(Name, labels));
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        var numeric = level is MeasurementLevel.Interval or MeasurementLevel.Ratio;
        _values =
        [
            .. _labels.Names.Select(
                (n, i) =>
                    !numeric ? i
                    : double.TryParse(n, culture, out var value) ? value
                    : double.NaN
            ),
        ];
        for (var i = 0; i < _values.Length; i++)
        {
            if (i == 0 ? !double.IsNaN(_values[0]) : _values[i] > _values[i - 1])
                continue;
            throw new InputException(
                $"the label '{labels[i]}' is not a number above the one before",
                $"metric {Name}",
                "Give ascending numbers."
            );
        }
    }

    public override MetricInfo Info =>
        new(
            Name,
            $"{Name}|level:{_level.ToString().ToLowerInvariant()}|labels:{_labels}|v:1",
            "Agreement of output and references (to 1); an output that is no label is missing"
        )
        {
            Range = new MetricRange(double.NegativeInfinity, 1),
        };

    public override ItemScore Score(Prediction prediction)
    {
        var ratings = prediction.References.Prepend(prediction.Output).Select(_labels.PlaceOf).Where(p => p >= 0).ToList();
        var statistics = new double[_labels.Count * _labels.Count];
        Krippendorff.Pair(ratings, (a, b, weight) => statistics[(a * _labels.Count) + b] += weight);
        return Item(statistics);
    }

    /// <param name="sums">Coincidences, label by label.</param>
    public override double FromSums(ReadOnlySpan<double> sums)
    {
        var coincidences = new double[_labels.Count, _labels.Count];
        for (var i = 0; i < sums.Length; i++)
            coincidences[i / _labels.Count, i % _labels.Count] = sums[i];
        return Krippendorff.Alpha(_values, coincidences, _level);
    }
}
