using Clt.Recipes.Mixtures;

namespace Clt.Recipes.Objectives;

/// <summary>Draws the mean states of texts and of their translations together.</summary>
/// <param name="Temperature">Divides the cosines of InfoNCE; null for the squared difference instead, without others to tell apart.</param>
/// <param name="Group">Most pairs that are told apart from each other.</param>
public sealed record AlignmentSpec(double? Temperature, int Group) : ObjectiveSpec
{
    internal override IReadOnlyList<(string Key, object? Value)> Fields =>
        Temperature is { } t ? [("kind", "contrast"), ("temperature", t), ("group", Group)] : [("kind", "squared difference")];

    internal override string Text => Temperature is { } t
        ? FormattableString.Invariant($"contrast of translations, {Group} at a time, temperature {t:R}")
        : "squared difference of translations";

    internal override ExampleUse Use => ExampleUse.Answers;

    internal override IEnumerable<Problem> Problems()
    {
        if (Temperature is { } t && !(t > 0)) yield return new Problem(FormattableString.Invariant($"the temperature is {t}"), "Contrast", "Give a number above 0, such as 0.05.");
        if (Group < 2) yield return new Problem($"{Group} pairs are told apart", "Contrast", "Give at least 2.");
    }
}
