using Clt.Results.Analysis.Seeds;

namespace Clt;

/// <content>When seeds are enough: stopping rules of <c>.Seeds(first, upTo, until)</c>.</content>
public static partial class Recipe
{
    /// <summary>
    /// Fixed-width stopping: enough once the 95 % interval of the score over seeds is no wider than twice this. The score is the mean over
    /// languages of the headline metric; the interval is of seeds alone, on the very items that are asked.
    /// </summary>
    /// <param name="most">The greatest half of its width, in the metric's unit; positive.</param>
    /// <param name="on">Languages whose mean it is; all that are evaluated by default.</param>
    /// <exception cref="InputException">It is not positive.</exception>
    public static SeedRule HalfWidth(double most, LanguageSet? on = null)
    {
        if (!(most > 0) || !double.IsFinite(most))
            throw new InputException($"{most} is no width of an interval", "HalfWidth", "Give a positive number, such as 0.02.");
        return new HalfWidthRule(most) { On = Codes(on) };
    }

    /// <summary>
    /// Sequential test: enough once the sign of a difference is decided, with an error of 5 % at whatever number of seeds. Differences are
    /// paired by seed, on the very items that are asked.
    /// </summary>
    /// <param name="question">
    /// <c>gain</c>: the difference to the base as it is. Or an axis of the study: the difference to its value <paramref name="against"/>.
    /// </param>
    /// <param name="against">The value of the axis that others are compared with.</param>
    /// <param name="within">Enough too once the difference is surely smaller than this; by default only its sign counts.</param>
    /// <param name="on">Languages whose mean score is compared; all that are evaluated by default.</param>
    /// <exception cref="InputException">An axis is named without a value, or a value without an axis.</exception>
    public static SeedRule Decided(string question, string? against = null, double within = 0, LanguageSet? on = null)
    {
        var isGain = question == DecidedRule.Gain;
        if (isGain != against is null)
        {
            throw new InputException(
                isGain
                    ? $"a gain is over the base as it is, not over '{against}'"
                    : $"the value of '{question}' to compare with is missing",
                "Decided",
                "Write Decided(\"gain\"), or Decided(\"method\", against: \"plain\") with an axis and one of its values."
            );
        }

        if (!(within >= 0) || !double.IsFinite(within))
            throw new InputException($"{within} is no size of a difference", "Decided, within", "Give a positive number, such as 0.01.");
        return new DecidedRule(question, against, within) { On = Codes(on) };
    }

    private static IReadOnlyList<string> Codes(LanguageSet? languages) => [.. languages?.Select(l => l.Code) ?? []];
}
