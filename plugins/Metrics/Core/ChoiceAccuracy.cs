using System.Text;

namespace Clt.Plugins.Metrics.Core;

/// <summary>
/// Accuracy of ranked choices: 1 where the option with the highest score is a reference, else 0. Of options that score alike the first
/// counts, as in lm-evaluation-harness. An item with a score that is not a number is NaN.
/// </summary>
/// <param name="name">The metric's name.</param>
/// <param name="norm">What a log-likelihood is set against, for the signature.</param>
/// <param name="words">The same for people.</param>
public abstract class ChoiceAccuracy(string name, string norm, string words) : MeanMetric
{
    public override MetricInfo Info { get; } =
        new(
            name,
            $"{name}|norm:{norm}|ties:first|v:1",
            $"Share of items whose right choice has the highest log-likelihood {words} (0 to 1)"
        )
        {
            Range = MetricRange.Proportion,
        };

    /// <exception cref="InputException">The item has no ranked choices, or none of them is a reference.</exception>
    public override ItemScore Score(Prediction prediction)
    {
        var where = $"metric {Info.Name}, item {prediction.ItemId} ({prediction.Language.Code})";
        var best = Best(prediction, where);
        if (!prediction.Choices.Any(c => prediction.References.Contains(c.Text)))
            throw new InputException("no choice is a reference", where, "Give a choice's own text as the reference.");
        if (best is not { } place)
            return new ItemScore(double.NaN);
        return new ItemScore(prediction.References.Contains(prediction.Choices[place].Text) ? 1 : 0);
    }

    /// <summary>The place of the option with the highest score, from 0; null where a score is not a number.</summary>
    /// <exception cref="InputException">The item has no ranked choices.</exception>
    internal int? Best(Prediction prediction, string where)
    {
        if (prediction.Choices.Count == 0)
        {
            throw new InputException(
                "there are no ranked choices",
                where,
                "Use this metric with a task whose scoring is Choices, such as MultipleChoice(…)."
            );
        }

        var scores = prediction.Choices.Select(c => Of(c, where)).ToList();
        return scores.Any(double.IsNaN) ? null : scores.IndexOf(scores.Max());
    }

    /// <summary>An option's score.</summary>
    /// <param name="choice">The option.</param>
    /// <param name="where">The item, for messages.</param>
    protected abstract double Of(ScoredChoice choice, string where);
}

/// <summary>lm-evaluation-harness's <c>acc</c>: the log-likelihood as it is.</summary>
public sealed class ChoiceAcc() : ChoiceAccuracy("acc", "none", "as it is")
{
    protected override double Of(ScoredChoice choice, string where) => choice.LogLikelihood;
}

/// <summary>lm-evaluation-harness's <c>acc_norm</c>: by the option's length in characters (code points).</summary>
public sealed class ChoiceAccNorm() : ChoiceAccuracy("acc-norm", "characters", "by its length in characters")
{
    protected override double Of(ScoredChoice choice, string where) => choice.LogLikelihood / choice.Text.EnumerateRunes().Count();
}

/// <summary>lm-evaluation-harness's <c>acc_bytes</c>: by the option's length in bytes of UTF-8.</summary>
public sealed class ChoiceAccBytes() : ChoiceAccuracy("acc-bytes", "utf8-bytes", "by its length in UTF-8 bytes")
{
    protected override double Of(ScoredChoice choice, string where) => choice.LogLikelihood / Encoding.UTF8.GetByteCount(choice.Text);
}

/// <summary>By the option's number of tokens (Brown et al. 2020, section 2.4): not comparable across tokenizers.</summary>
public sealed class ChoiceAccTokens() : ChoiceAccuracy("acc-tokens", "tokens", "by its number of tokens")
{
    protected override double Of(ScoredChoice choice, string where) => choice.LogLikelihood / choice.Tokens;
}

/// <summary>
/// lm-evaluation-harness's <c>acc_mutual_info</c>: less the log-likelihood after a prompt without the question (Brown et al. 2020, section
/// 2.4; domain conditional PMI in Holtzman et al. 2021).
/// </summary>
public sealed class ChoiceAccMutualInfo()
    : ChoiceAccuracy("acc-mutual-info", "unconditional", "less that after a prompt without the question")
{
    protected override double Of(ScoredChoice choice, string where) =>
        choice.LogLikelihood
        - (
            choice.Unconditional
            ?? throw new InputException(
                "choices were not measured without the question",
                where,
                "Give the task an unconditional prompt: MultipleChoice(…, unconditional: \"Answer:\")."
            )
        );
}
