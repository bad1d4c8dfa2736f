using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Parameters;
using Clt.Recipes.Training;
using Clt.Recipes.Training.Objectives;
using static TorchSharp.torch;

namespace Clt.Plugins.Training.Objectives;

/// <summary>
/// Online elastic weight consolidation (Schwarz et al. 2018, arXiv 1805.06370, section 3) against forgetting over many stages: one penalty
/// for leaving weights of the stage before, by the Fisher information of all stages before, older ones discounted.
/// </summary>
/// <param name="Strength">λ, above 0.</param>
/// <param name="Decay">γ: what a stage's information counts for each stage that has followed, in [0, 1].</param>
/// <param name="Examples">Of each stage, from which its information is computed: most.</param>
/// <param name="Within">What is learnt.</param>
public sealed record OnlineConsolidationSpec(double Strength, double Decay, int Examples, IObjectiveSpec Within) : IObjectiveSpec
{
    private const string Where = "OnlineEwc";

    /// <inheritdoc/>
    public ObjectiveInfo Info =>
        Within.Info with
        {
            Name = "online ewc",
            Text = FormattableString.Invariant(
                $"{Within.Info.Text}; online EWC of strength {Strength:R}, decay {Decay:R}, {Examples} examples a stage"
            ),
            Settings = [("strength", Strength), ("decay", Decay), ("examples", Examples), ("within", Within.Info.Fields)],
            NeedsEarlier = true,
            StateFloats = Within.Info.StateFloats + 2,
            Within = Within,
        };

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(ObjectiveSite site)
    {
        if (Decay is not (>= 0 and <= 1))
            yield return new Problem(FormattableString.Invariant($"the decay is {Decay}"), Where, "Give a number in [0, 1].");
        if (Examples < 1)
            yield return new Problem($"{Examples} examples tell the information", Where, "Give at least 1, such as 200.");
        foreach (var problem in ConsolidationSpec.Problems(site, Where, Strength, Within, Info))
            yield return problem;
    }

    /// <inheritdoc/>
    public IObjective Create(ObjectiveParts parts)
    {
        // A training that is verified by itself has nothing behind it.
        if (parts.Earlier.Count == 0)
            return Within.Create(parts);
        IObjective? made = null;
        Information(parts).FillOrDispose(f => made = new ElasticWeightConsolidation(Within.Create(parts), f, Strength));
        return made!;
    }

    /// <summary>F = Σ γ^(stages since) · F of each stage, by its model at its end.</summary>
    private Tensor Information(ObjectiveParts parts)
    {
        Tensor? sum = null;
        foreach (var stage in parts.Earlier)
        {
            // The start is the model at the end of the last one.
            using var other = stage == parts.Earlier[^1] ? null : stage.Model();
            var known = parts.LogLikelihood(other ?? parts.Model);
            using var information = FisherInformation.Diagonal(known, [.. stage.Examples().Take(Examples)], parts.Cancel);
            using var noGrad = no_grad();
            sum ??= zeros_like(information).DetachFromDisposeScope();
            sum.mul_(Decay).add_(information);
        }

        return sum!;
    }
}
