using Clt.Plugins.Metrics.Core;

namespace Clt.Plugins.Metrics.Answers;

/// <summary>1 where the answer found in the output equals a reference's, as exact numbers, else 0.</summary>
/// <remarks>
/// An output without an answer (empty, white space, words only) gets 0. References are read by the same rule (GSM8K's solution texts
/// work), in order: combined.
/// </remarks>
/// <param name="rule">Where the answer is looked for.</param>
public sealed class MathAnswerMatch(AnswerRule rule) : MeanMetric
{
    public MathAnswerMatch()
        : this(AnswerRule.Combined) { }

    public override MetricInfo Info { get; } =
        new(
            "math-answer",
            $"math-answer|rule:{rule.ToString().ToLowerInvariant()}|v:1",
            "Share of right numbers (0 to 1); an output without a number gets 0"
        )
        {
            Range = MetricRange.Proportion,
        };

    /// <exception cref="InputException">No reference holds a number.</exception>
    public override ItemScore Score(Prediction prediction)
    {
        var gold = prediction.References.Select(r => MathAnswer.Extract(r, prediction.Language)).Where(n => n is not null).ToList();
        if (gold.Count == 0)
        {
            throw new InputException(
                "no reference holds a number",
                $"metric {Info.Name}, item {prediction.ItemId} ({prediction.Language.Code})",
                "Use this metric with answers that are numbers."
            );
        }

        return new(gold.Contains(MathAnswer.Extract(prediction.Output, prediction.Language, rule)) ? 1 : 0);
    }
}
