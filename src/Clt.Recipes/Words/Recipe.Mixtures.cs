using Clt.Recipes.Grid;
using Clt.Recipes.Mixtures;

namespace Clt;

public static partial class Recipe
{
    /// <summary>A fixed number of examples of each language, of the study's task or of another one.</summary>
    public static MixtureChoice Fixed(Choice<LanguageSet> languages, Choice<int> count, ITask? task = null) =>
        Counted(languages, count, task);

    /// <inheritdoc cref="Fixed(Choice{LanguageSet}, Choice{int}, ITask)"/>
    public static MixtureChoice Fixed(LanguageSet languages, Choice<int> count, ITask? task = null) => Counted(languages, count, task);

    /// <summary>So many examples of each language, usually given by an axis. Smaller samples are parts of larger ones.</summary>
    public static MixtureChoice PerLanguage(Choice<LanguageSet> languages, Choice<int> count, ITask? task = null) =>
        Counted(languages, count, task);

    /// <inheritdoc cref="PerLanguage(Choice{LanguageSet}, Choice{int}, ITask)"/>
    public static MixtureChoice PerLanguage(LanguageSet languages, Choice<int> count, ITask? task = null) =>
        Counted(languages, count, task);

    /// <summary>
    /// No mixture: where a mixture depends on an axis and is this for one of its values, nothing is trained there, and the base is measured
    /// as it is.
    /// </summary>
    public static readonly MixtureChoice Untrained = new(_ => new MixtureSpec([]));

    /// <summary>
    /// No stage: where a stage's mixture depends on an axis and is this for one of its values, the stage is left out there, and the next
    /// one starts from the weights of the one before.
    /// </summary>
    public static readonly MixtureChoice Skipped = new(_ => new MixtureSpec([]) { LeavesStageOut = true });

    /// <summary>
    /// A share of the examples that are drawn, relative to the other shares and even over its languages; for pre-training.
    /// </summary>
    public static MixtureChoice Share(Choice<double> share, ITask task, LanguageSet languages) =>
        new(p => new MixtureSpec([new PartSpec(task, languages, null, share.At(p))]));

    /// <summary>
    /// So many examples in all, divided by rates: each set of languages gets its share of the total, even over its languages.
    /// </summary>
    /// <param name="total">Examples of all together, up to rounding.</param>
    /// <param name="rates">Languages with their rates, which are relative to each other: <c>(english, 0.8), (seen, 0.2)</c>.</param>
    /// <exception cref="InputException">A rate is negative, or none is positive.</exception>
    public static MixtureChoice ByRate(Choice<int> total, params (LanguageSet Languages, double Rate)[] rates) =>
        ByRate(total, null, rates);

    /// <inheritdoc cref="ByRate(Choice{int}, ValueTuple{LanguageSet, double}[])"/>
    /// <param name="task">The task whose examples they are; null for the study's own.</param>
    public static MixtureChoice ByRate(Choice<int> total, ITask? task, params (LanguageSet Languages, double Rate)[] rates)
    {
        var sum = rates.Sum(r => r.Rate);
        if (!rates.All(r => r.Rate >= 0) || !(sum > 0) || double.IsInfinity(sum))
        {
            throw new InputException(
                "a rate is negative or no number, or none is positive",
                ".Mixture, ByRate",
                "Give numbers such as 0.8 and 0.2."
            );
        }

        return new(p => new MixtureSpec([
            .. rates
                .Where(r => r.Languages.Count > 0)
                .Select(r => new PartSpec(
                    task,
                    r.Languages,
                    (int)Math.Round(total.At(p) * r.Rate / sum / r.Languages.Count, MidpointRounding.AwayFromZero),
                    null
                )),
        ]));
    }

    /// <summary>
    /// So many examples in all, divided over languages by temperature: each gets a share by the size of its training part to the power
    /// 1 / <paramref name="temperature"/> (Raffel et al. 2020, section 3.5.2).
    /// </summary>
    /// <param name="languages">The languages.</param>
    /// <param name="total">Examples of all together, up to rounding.</param>
    /// <param name="temperature">
    /// 1 divides by size, more favours small languages; 5 in multilingual machine translation, 1 / 0.3 in XLM-R.
    /// </param>
    /// <param name="task">The task whose examples they are; null for the study's own.</param>
    /// <param name="cap">Sizes count as this at most; none by default.</param>
    public static MixtureChoice ByTemperature(
        LanguageSet languages,
        Choice<int> total,
        Choice<double> temperature,
        ITask? task = null,
        int? cap = null
    ) =>
        new(p => new MixtureSpec([
            new PartSpec(task, languages, null, null) { Division = new TemperatureDivision(total.At(p), temperature.At(p), cap) },
        ]));

    private static MixtureChoice Counted(Choice<LanguageSet> languages, Choice<int> count, ITask? task) =>
        new(p => new MixtureSpec([new PartSpec(task, languages.At(p), count.At(p), null)]));
}
