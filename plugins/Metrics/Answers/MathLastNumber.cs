namespace Clt.Plugins.Metrics.Answers;

/// <summary>
/// 1 where the last number of the output equals a reference's, else 0: the extraction rule that needs no announcement of the answer.
/// </summary>
public sealed class MathLastNumber : MeanMetric
{
    private readonly MathAnswerMatch _match = new(AnswerRule.LastNumber);

    public override MetricInfo Info { get; } =
        new(
            "math-last-number",
            "math-last-number|v:1",
            "Share of outputs whose last number is right (0 to 1); an output without a number gets 0"
        )
        {
            Range = MetricRange.Proportion,
        };

    /// <exception cref="InputException">No reference holds a number.</exception>
    public override ItemScore Score(Prediction prediction) => _match.Score(prediction);
}
