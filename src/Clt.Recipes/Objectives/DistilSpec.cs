using Clt.Engine.Objectives;
using Clt.Recipes.Mixtures;
using Clt.Recipes.Models;

namespace Clt.Recipes.Objectives;

/// <summary>Distillation from a teacher that reads the same tokens.</summary>
/// <param name="From">The teacher: a model folder, or a base that the study trains.</param>
/// <param name="Settings">Divergence, temperature, share of the data's own tokens.</param>
/// <param name="WholeText">Whether the tokens of prompts are targets too.</param>
public sealed record DistilSpec(BaseSpec From, DistillationSettings Settings, bool WholeText) : ObjectiveSpec
{
    internal override IReadOnlyList<(string Key, object? Value)> Fields =>
    [
        ("kind", "distillation"),
        ("divergence", Settings.Divergence),
        ("temperature", Settings.Temperature),
        ("beta", Settings.Beta),
        ("hard", Settings.HardShare),
        ("whole text", WholeText),
    ];

    internal override string Text => FormattableString.Invariant(
        $"distillation from {(From is FolderSpec folder ? folder.Path : "a base of the study")}, {Settings.Divergence}, temperature {Settings.Temperature:R}")
        + (Settings.HardShare > 0 ? FormattableString.Invariant($", {Settings.HardShare:R} of it the data's tokens") : "");

    internal override ExampleUse Use => WholeText ? ExampleUse.WholeTexts : ExampleUse.Answers;

    internal override BaseSpec Teacher => From;

    internal override IEnumerable<Problem> Problems() => Settings.Problems();
}
