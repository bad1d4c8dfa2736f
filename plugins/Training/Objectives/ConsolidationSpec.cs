using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Parameters;
using Clt.Recipes.Mixtures;
using Clt.Recipes.Training;
using Clt.Recipes.Training.Objectives;

namespace Clt.Plugins.Training.Objectives;

/// <summary>
/// Elastic weight consolidation (EWC; Kirkpatrick et al. 2017, arXiv 1612.00796) against catastrophic forgetting: another objective with a
/// penalty for leaving weights that matter to what the base knows.
/// </summary>
/// <param name="Strength">λ, above 0.</param>
/// <param name="Kept">Examples of what is to be kept: the Fisher information is that of the base on them.</param>
/// <param name="Within">What is learnt.</param>
public sealed record ConsolidationSpec(double Strength, MixtureSpec Kept, IObjectiveSpec Within) : IObjectiveSpec
{
    /// <inheritdoc/>
    public ObjectiveInfo Info =>
        Within.Info with
        {
            Name = "ewc",
            Text =
                FormattableString.Invariant($"{Within.Info.Text}; EWC of strength {Strength:R} for ")
                + string.Join(" + ", Kept.Parts.Select(p => $"{p.Count} examples each of {p.Languages}")),
            Settings = [("strength", Strength), ("within", Within.Info.Fields)],
            Keep = Kept,
            // The weights that are kept, and how much each matters.
            StateFloats = Within.Info.StateFloats + 2,
            Within = Within,
        };

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(ObjectiveSite site)
    {
        if (!(Strength > 0))
            yield return new Problem(FormattableString.Invariant($"the strength is {Strength}"), "Ewc", "Give a number above 0.");
        if (Within is ConsolidationSpec)
            yield return new Problem("a penalty stands within a penalty", "Ewc", "Add the examples that are kept: Ewc(…, a + b).");
        // Dropout stands in adapters, which the penalty leaves out.
        var drops = Within.Info.NeedsDropout;
        if (drops)
            yield return new Problem("nothing drops out beside EWC, which leaves adapters out", "Ewc", "Take CrossEntropy() within it.");
        foreach (var problem in (drops ? [] : Within.Problems(site)).Concat(site.OnlyDecoders(Info)))
            yield return problem;
        if (site.Train.Adapter is not null)
        {
            yield return new Problem(
                "EWC keeps the base's weights near what they were, but an adapter does not change them",
                "",
                "Leave the penalty or the adapter out."
            );
        }

        if (site.Train.Precision != Precision.Float32)
            yield return new Problem("EWC adds small numbers, which bf16 loses", "", "Take precision: Float32.");
    }

    /// <inheritdoc/>
    public IObjective Create(ObjectiveParts parts)
    {
        // Not disposed of, since the model is not its own.
        var known = new CausalLanguageModelling(parts.ModelAs<LanguageModel>());
        var fisher = FisherInformation.Diagonal(known, parts.Kept(), parts.Cancel);
        IObjective? made = null;
        fisher.FillOrDispose(f => made = new ElasticWeightConsolidation(Within.Create(parts), f, Strength));
        return made!;
    }
}
