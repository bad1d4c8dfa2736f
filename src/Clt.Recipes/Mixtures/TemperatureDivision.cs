using Clt.Recipes.Identity;

namespace Clt.Recipes.Mixtures;

/// <summary>
/// Temperature-scaled mixing (Devlin 2018 for multilingual BERT; Raffel et al. 2020, section 3.5.2): a number of examples is divided over
/// languages by their sizes n to the power 1 / T.
/// </summary>
/// <param name="Total">Examples of all languages together, up to rounding.</param>
/// <param name="Temperature">T: 1 divides by size, more favours small languages, infinity divides evenly.</param>
/// <param name="Cap">Sizes count as this at most; null for no limit.</param>
public sealed record TemperatureDivision(int Total, double Temperature, int? Cap)
{
    internal string Text =>
        FormattableString.Invariant($"{Total} by temperature {Temperature:R}") + (Cap is { } cap ? $" (sizes up to {cap})" : "");

    /// <summary>A count for each size. More in all is more of each, so that samples stay nested.</summary>
    public IReadOnlyList<int> Of(IReadOnlyList<int> sizes)
    {
        double[] weights = [.. sizes.Select(n => n == 0 ? 0 : Math.Pow(Math.Min(n, Cap ?? int.MaxValue), 1 / Temperature))];
        var sum = weights.Sum();
        return [.. weights.Select(w => sum == 0 ? 0 : (int)Math.Round(Total * w / sum, MidpointRounding.AwayFromZero))];
    }

    /// <summary>The mixture with counts in place of its divisions.</summary>
    internal static MixtureSpec Resolve(MixtureSpec mixture, ITask own, DataIdentity data) =>
        new([.. mixture.Parts.SelectMany(p => p.Division is { } division ? division.Counted(p, p.Task ?? own, data) : [p])]);

    internal IEnumerable<Problem> Problems()
    {
        const string Where = ".Mixture, ByTemperature";
        if (Total < 0)
            yield return new Problem($"the total is {Total}", Where, "Give 0 or more examples.");
        if (!(Temperature > 0))
            yield return new Problem(
                FormattableString.Invariant($"the temperature is {Temperature}"),
                Where,
                "Give a number above 0, such as 5."
            );
        if (Cap < 1)
            yield return new Problem($"the cap is {Cap}", Where, "Give at least 1, or leave it out.");
    }

    private IEnumerable<PartSpec> Counted(PartSpec part, ITask task, DataIdentity data)
    {
        var problems = Problems().ToList();
        if (problems.Count > 0)
            throw new InputException(problems);
        var counts = Of([.. part.Languages.Select(l => Size(task, l, data))]);
        return part.Languages.Select((l, i) => part with { Languages = new LanguageSet([l]), Count = counts[i], Division = null });
    }

    /// <summary>A language that the source does not have is told of where counts are checked.</summary>
    private static int Size(ITask task, Language language, DataIdentity data) =>
        task.Source.Info.Languages.Any(l => l.Code == language.Code) ? data.Count(task.Source, language, Split.Train) : 1;
}
