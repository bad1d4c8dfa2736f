using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Recipes.Mixtures;
using Clt.Recipes.Models;

namespace Clt.Recipes.Training.Objectives;

/// <summary>Knowledge distillation from a teacher that reads the same tokens.</summary>
/// <param name="From">The teacher: a model folder, or a base that the study trains.</param>
/// <param name="Numbers">Divergence, temperature, share of the data's own tokens.</param>
/// <param name="WholeText">Whether the tokens of prompts are targets too.</param>
public sealed record DistilSpec(BaseSpec From, DistillationSettings Numbers, bool WholeText) : IObjectiveSpec
{
    public ObjectiveInfo Info =>
        new("distillation")
        {
            Text =
                $"distillation from {(From as FolderSpec)?.Path ?? "a base of the study"}"
                + FormattableString.Invariant($", {Numbers.Divergence}, temperature {Numbers.Temperature:R}")
                + (Numbers.HardShare > 0 ? FormattableString.Invariant($", {Numbers.HardShare:R} of it the data's tokens") : ""),
            Settings =
            [
                ("divergence", Numbers.Divergence),
                ("temperature", Numbers.Temperature),
                ("beta", Numbers.Beta),
                ("hard", Numbers.HardShare),
                ("whole text", WholeText),
            ],
            Use = WholeText ? ExampleUse.WholeTexts : ExampleUse.Answers,
            Teacher = From,
        };

    public IEnumerable<Problem> Problems(ObjectiveSite site) => [.. Numbers.Problems(), .. site.OnlyDecoders(Info)];

    public IObjective Create(ObjectiveParts parts) =>
        new Distillation(parts.ModelAs<LanguageModel>(), parts.Teacher<LanguageModel>(), Numbers);
}
