using Clt.Engine.Models.Encoders;
using Clt.Engine.Objectives;
using Clt.Recipes.Training;
using Clt.Recipes.Training.Objectives;

namespace Clt.Plugins.Training.Objectives;

/// <summary>
/// Replay from an episodic memory against catastrophic forgetting: a reservoir of the examples that the stages before have learnt, some of
/// which every step looks at besides its own.
/// </summary>
/// <param name="Loss">What they do.</param>
/// <param name="Memory">Most examples that are kept, of all stages before together.</param>
/// <param name="Drawn">Examples of the memory that a step looks at.</param>
/// <param name="Weight">Of their difference beside the loss, where outputs are kept.</param>
/// <param name="Within">What is learnt.</param>
public sealed record ReplaySpec(ReplayLoss Loss, int Memory, int Drawn, double Weight, IObjectiveSpec Within) : IObjectiveSpec
{
    private const string Where = "replay";

    /// <inheritdoc/>
    public ObjectiveInfo Info =>
        Within.Info with
        {
            Name = "replay",
            Text =
                FormattableString.Invariant($"{Within.Info.Text}; {Kind} of a memory of {Memory}, {Drawn} a step")
                + (KeepsOutputs && Weight != 1 ? FormattableString.Invariant($", weight {Weight:R}") : ""),
            Settings = [("loss", Loss), ("memory", Memory), ("drawn", Drawn), ("weight", Weight), ("within", Within.Info.Fields)],
            NeedsEarlier = true,
            NeedsReference = KeepsOutputs || Within.Info.NeedsReference,
            // As many examples again, about.
            Passes = Within.Info.Passes + 1,
            StateFloats = Within.Info.StateFloats + (Loss == ReplayLoss.Gradients ? 1 : 0),
            Within = Within,
        };

    private bool KeepsOutputs => Loss is ReplayLoss.Logits or ReplayLoss.States;

    private string Kind =>
        Loss switch
        {
            ReplayLoss.Examples => "replay",
            ReplayLoss.Logits => "logits",
            ReplayLoss.States => "states",
            ReplayLoss.Gradients => "gradients (A-GEM)",
            _ => throw new ArgumentOutOfRangeException(nameof(Loss), Loss, "There is no such replay."),
        };

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(ObjectiveSite site)
    {
        if (Memory < 1)
            yield return new Problem($"the memory has room for {Memory} examples", Where, "Give at least 1.");
        if (Drawn < 1)
            yield return new Problem($"{Drawn} examples of the memory are drawn for a step", Where, "Draw at least 1.");
        if (!(Weight > 0))
            yield return new Problem(FormattableString.Invariant($"the weight is {Weight}"), Where, "Give a number above 0.");
        if (Within is ReplaySpec)
            yield return new Problem("a replay stands within a replay", Where, "Take one of the two.");
        if (site.Train.Packing != Packing.None)
        {
            yield return new Problem(
                "examples of the memory are drawn one by one, and the step's are packed into rows",
                Where,
                "Take packing: None; forward passes are packed anyway."
            );
        }

        if (KeepsOutputs && (site.Model is not EncoderConfig || site.Task.Scoring is not (Scoring.Label or Scoring.Tag or Scoring.Joint)))
        {
            yield return new Problem(
                $"{Kind} are kept of encoders that label texts or words",
                Where,
                "Take Replay(…) or AGem(…), or start from an encoder."
            );
        }

        if (KeepsOutputs && site.Train.Adapter is not null)
            yield return new Problem("outputs are kept of whole models", Where, "Take Replay(…), or leave the adapter out.");
        foreach (var problem in Within.Problems(site))
            yield return problem;
    }

    /// <inheritdoc/>
    public IObjective Create(ObjectiveParts parts)
    {
        // A training that is verified by itself has nothing behind it.
        if (parts.Earlier.Count == 0)
            return Within.Create(parts);
        var kept = EpisodicMemory.Reservoir(parts.Earlier.SelectMany(s => s.Examples()), Memory, parts.Seed);
        var memory = new EpisodicMemory(kept, Drawn);
        if (!KeepsOutputs)
            return new Rehearsal(Within.Create(parts), memory, Loss == ReplayLoss.Gradients);
        var (student, teacher) = (parts.ModelAs<EncoderModel>(), parts.Reference<EncoderModel>());
        return new RememberedOutputs(Within.Create(parts), student, teacher, memory, Loss == ReplayLoss.States, Weight);
    }
}
