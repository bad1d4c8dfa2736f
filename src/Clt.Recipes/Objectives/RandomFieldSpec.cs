using Clt.Recipes.Mixtures;

namespace Clt.Recipes.Objectives;

/// <summary>Tags of words that are learnt and given together, by a conditional random field on the encoder (Lafferty et al. 2001).</summary>
public sealed record RandomFieldSpec : ObjectiveSpec
{
    internal override IReadOnlyList<(string Key, object? Value)> Fields => [("kind", "random field")];

    internal override string Text => "a conditional random field of tags";

    internal override ExampleUse Use => ExampleUse.Answers;

    internal override IEnumerable<Problem> Problems() => [];
}
