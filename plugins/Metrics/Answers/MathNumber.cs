using Clt.Plugins.Metrics.Core;

namespace Clt.Plugins.Metrics.Answers;

/// <summary>
/// 1 where the answer found in the output equals a reference's, as exact numbers that the item's language writes its own way, else 0.
/// </summary>
/// <remarks>
/// The answer is looked for as <see cref="MathAnswerMatch"/> does (boxed, behind ####, announced, else the last number); what is a number
/// there is what <see cref="WrittenNumberReader"/> reads: decimal commas and groups by CLDR, digits of every script, 만 and 万. References
/// are read the same way. An output without an answer gets 0.
/// </remarks>
public sealed class MathNumber : MeanMetric
{
    public override MetricInfo Info { get; } =
        new(
            "math-number",
            "math-number|rule:combined|notation:cldr-42|v:1",
            "Share of right numbers, as the language writes them (0 to 1); an output without a number gets 0"
        )
        {
            Range = MetricRange.Proportion,
        };

    /// <exception cref="InputException">No reference holds a number.</exception>
    public override ItemScore Score(Prediction prediction)
    {
        var reader = new WrittenNumberReader(prediction.Language);
        var gold = prediction.References.Select(Read).Where(n => n is not null).ToList();
        if (gold.Count == 0)
        {
            throw new InputException(
                "no reference holds a number",
                $"metric {Info.Name}, item {prediction.ItemId} ({prediction.Language.Code})",
                "Use this metric with answers that are numbers."
            );
        }

        return new(gold.Contains(Read(prediction.Output)) ? 1 : 0);

        Rational? Read(string text) => MathAnswer.Extract(text, prediction.Language, AnswerRule.Combined, reader);
    }
}
