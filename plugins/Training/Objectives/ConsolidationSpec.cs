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
    public IEnumerable<Problem> Problems(ObjectiveSite site) => Problems(site, "Ewc", Strength, Within, Info);

    /// <inheritdoc/>
    public IObjective Create(ObjectiveParts parts)
    {
        // Not disposed of, since the model is not its own.
        var fisher = FisherInformation.Diagonal(parts.LogLikelihood(parts.Model), parts.Kept(), parts.Cancel);
        IObjective? made = null;
        fisher.FillOrDispose(f => made = new ElasticWeightConsolidation(Within.Create(parts), f, Strength));
        return made!;
    }

    /// <summary>What is wrong with a penalty of either kind in a place.</summary>
    /// <param name="site">The place.</param>
    /// <param name="word">How recipes call it.</param>
    /// <param name="strength">λ.</param>
    /// <param name="within">What is learnt.</param>
    /// <param name="info">The whole.</param>
    internal static IEnumerable<Problem> Problems(
        ObjectiveSite site,
        string word,
        double strength,
        IObjectiveSpec within,
        ObjectiveInfo info
    )
    {
        if (!(strength > 0))
            yield return new Problem(FormattableString.Invariant($"the strength is {strength}"), word, "Give a number above 0.");
        if (within is ConsolidationSpec or OnlineConsolidationSpec)
            yield return new Problem("a penalty stands within a penalty", word, "Add the examples that are kept: Ewc(…, a + b).");
        // Dropout of decoders stands in adapters, which the penalty leaves out.
        var drops = within.Info.NeedsDropout && site.Model is DecoderConfig;
        if (drops)
            yield return new Problem("nothing drops out beside EWC, which leaves adapters out", word, "Take CrossEntropy() within it.");
        foreach (var problem in drops ? [] : within.Problems(site))
            yield return problem;
        if (site.Task.Scoring == Scoring.Retrieve)
        {
            yield return new Problem(
                "the information of one pair of translations is nothing: it is told apart from others",
                word,
                "Take Contrast() alone, or a task with labels."
            );
        }

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
}
