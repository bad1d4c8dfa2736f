using Clt.Recipes.Mixtures;

namespace Clt.Recipes.Objectives;

/// <summary>R-Drop (Wu et al. 2021, arXiv 2106.14448): two passes with different dropout are both trained and drawn together.</summary>
/// <param name="Alpha">Weight of the divergence of the passes; 0 or more.</param>
public sealed record RDropSpec(double Alpha) : ObjectiveSpec
{
    internal override IReadOnlyList<(string Key, object? Value)> Fields => [("kind", "r-drop"), ("alpha", Alpha)];

    internal override string Text => FormattableString.Invariant($"R-Drop, alpha {Alpha:R}");

    internal override ExampleUse Use => ExampleUse.Answers;

    internal override int Passes => 2;

    internal override IEnumerable<Problem> Problems()
    {
        if (!(Alpha >= 0))
            yield return new Problem(FormattableString.Invariant($"alpha is {Alpha}"), "RDrop", "Give 0 or more, such as 1.");
    }
}
