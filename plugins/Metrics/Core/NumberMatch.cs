namespace Clt.Plugins.Metrics.Core;

/// <summary>
/// 1 where the last number of the output equals the last number of a reference, else 0. See <see cref="NumberReader"/> for what is a
/// number.
/// </summary>
/// <remarks>
/// Values are compared exactly (0.5 = 1/2 = 0,50 in German). An output without a number gets 0, whatever the reference.
/// A reference without a number can never be matched: it is an error of the data.
/// </remarks>
public sealed class NumberMatch : MeanMetric
{
    public override MetricInfo Info { get; } =
        new(
            "number-match",
            "number-match|take:last|digits:all|v:1",
            "Share of outputs whose last number is the reference's (0 to 1); no number gets 0"
        )
        {
            Range = MetricRange.Proportion,
        };

    /// <exception cref="InputException">No reference holds a number.</exception>
    public override ItemScore Score(Prediction prediction)
    {
        var reader = new NumberReader(prediction.Language);
        var gold = prediction.References.Select(r => reader.Last(reader.Normalise(r), anyHanRun: true)).Where(n => n is not null).ToList();
        if (gold.Count == 0)
        {
            throw new InputException(
                "no reference holds a number",
                $"metric {Info.Name}, item {prediction.ItemId} ({prediction.Language.Code})",
                "Use this metric with answers that are numbers."
            );
        }

        return new(gold.Contains(reader.Last(reader.Normalise(prediction.Output))) ? 1 : 0);
    }
}
