using Clt.Recipes.Mixtures;
using Clt.Recipes.Models;

namespace Clt.Recipes.Objectives;

/// <summary>Another objective with a penalty for leaving weights that matter to what the base knows.</summary>
/// <param name="Strength">λ, above 0.</param>
/// <param name="Kept">Examples of what is to be kept: the Fisher information is that of the base on them.</param>
/// <param name="Within">What is learnt.</param>
public sealed record EwcSpec(double Strength, MixtureSpec Kept, ObjectiveSpec Within) : ObjectiveSpec
{
    internal override IReadOnlyList<(string Key, object? Value)> Fields => [("kind", "ewc"), ("strength", Strength), ("within", Within.Fields)];

    internal override string Text => FormattableString.Invariant($"{Within.Text}; EWC of strength {Strength:R} for ")
        + string.Join(" + ", Kept.Parts.Select(p => $"{p.Count} examples each of {p.Languages}"));

    internal override ExampleUse Use => Within.Use;

    internal override BaseSpec? Teacher => Within.Teacher;

    internal override MixtureSpec Keep => Kept;

    internal override bool NeedsReference => Within.NeedsReference;

    internal override IEnumerable<Problem> Problems()
    {
        if (!(Strength > 0)) yield return new Problem(FormattableString.Invariant($"the strength is {Strength}"), "Ewc", "Give a number above 0.");
        if (Within is EwcSpec) yield return new Problem("a penalty stands within a penalty", "Ewc", "Add the examples that are kept: Ewc(…, a + b).");
        foreach (var problem in Within.Problems()) yield return problem;
    }
}
