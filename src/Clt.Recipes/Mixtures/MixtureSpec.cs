namespace Clt.Recipes.Mixtures;

/// <summary>What a model is trained on, at one point of the grid.</summary>
public sealed record MixtureSpec(IReadOnlyList<PartSpec> Parts)
{
    /// <summary>Whether the stage is left out, and the next one starts where it would have; else nothing is trained from it on.</summary>
    internal bool LeavesStageOut { get; init; }

    /// <summary>The languages of which at least one example is trained on.</summary>
    public LanguageSet Languages => new(Parts.Where(p => p.Count is null or > 0).SelectMany(p => p.Languages));

    /// <summary>All languages named, also those with no example at this point.</summary>
    public LanguageSet Named => new(Parts.SelectMany(p => p.Languages));

    /// <summary>The number of examples where every part is given by count, else null.</summary>
    public int? Examples => Parts.All(p => p.Count is not null) ? Parts.Sum(p => p.Count!.Value * p.Languages.Count) : null;
}

/// <summary>One part of a mixture: the examples of a task in some languages, by count or by share.</summary>
/// <param name="Task">The task whose examples they are; null for the study's own task.</param>
/// <param name="Languages">The languages; each has its own <paramref name="Count"/>.</param>
/// <param name="Count">Examples of each language, or null where the part is given by its share.</param>
/// <param name="Share">
/// Share of the examples drawn, relative to the other parts' shares, split evenly over the languages; null where it is given by count.
/// </param>
public sealed record PartSpec(ITask? Task, LanguageSet Languages, int? Count, double? Share)
{
    /// <summary>How counts follow from the sizes of the languages, in place of both; null once they are known.</summary>
    public TemperatureDivision? Division { get; init; }
}

/// <summary>What an objective makes of an example.</summary>
public enum ExampleUse
{
    /// <summary>The tokens that the task marks are targets.</summary>
    Answers,

    /// <summary>All tokens are targets, the prompt's too.</summary>
    WholeTexts,

    /// <summary>
    /// Two sequences: the prompt with its answer, and with the worse one (<see cref="Engine.Objectives.PreferencePair"/>).
    /// </summary>
    Pairs,
}
