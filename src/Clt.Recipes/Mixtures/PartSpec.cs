namespace Clt.Recipes.Mixtures;

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
